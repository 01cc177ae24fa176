"""What several tests need: small transcripts, codebooks and studies made on the spot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from qualcode import codebook, turns
from qualcode.model import Codebook, Settings, Study, Transcript
from qualcode.project import with_codings

ROOT = Path(__file__).parent.parent

# No deadline, since machines differ; and where a change is judged, the same examples each time.
hypothesis_settings.register_profile("default", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "default")

CODEBOOK = """
codebook: test
version: 2
lexicons:
  SI: [bảo hiểm xã hội, "bảo hiểm"]
codes:
  - id: awareness
    label: {vi: Nhận thức, en: Awareness}
    asked: ["(biết|nghe) ~8 {SI}"]
  - id: awareness.no_knowledge
    label: {vi: Không biết, en: No knowledge}
    valence: barrier
    patterns:
      - "(không|chưa) ~2 (biết|nghe) ~6 {SI}"
      - pattern: "^ dạ? (không|chưa) ạ"
        question: "(biết|nghe) ~8 {SI}"
  - id: affordability.worker_income
    label: {vi: Thu nhập thấp, en: Low income}
    valence: barrier
    patterns: ["tiền đâu ~3 đóng"]
"""


@pytest.fixture
def book() -> Codebook:
    return codebook.parse(CODEBOOK, "codebooks/test.yaml")


@pytest.fixture
def transcript(request: pytest.FixtureRequest) -> Transcript:
    """The transcript that the test's docstring holds."""
    lines = [line.strip() for line in (request.function.__doc__ or "").strip().splitlines()]
    return turns.parse("t1", "\n".join(lines), file="transcripts/t1.txt")


@pytest.fixture
def study(transcript: Transcript, book: Codebook) -> Study:
    """A study of the transcript in the test's docstring, coded."""
    return with_codings(Study(Settings(), codebooks=(book,), transcripts=(transcript,)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study's folder with one transcript and the test codebook."""
    (tmp_path / "codebooks").mkdir()
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "qualcode.yaml").write_text("coder: Lan\n", encoding="utf-8")
    (tmp_path / "codebooks" / "test.yaml").write_text(CODEBOOK, encoding="utf-8")
    (tmp_path / "transcripts" / "pvs_01.txt").write_text(
        "Loại: PVS\nTỉnh: Lào Cai\n\n"
        "PVV: Chị có nghe nói bảo hiểm xã hội tự nguyện chưa?\n"
        "NTL: Dạ chưa ạ. Tôi chưa nghe nói bảo hiểm bao giờ.\n"
        "PVV: Thế chị có đóng không?\n"
        "NTL: Tiền đâu ra mà đóng hả em. [cười]\n",
        encoding="utf-8",
    )
    (tmp_path / "transcripts" / "cases.csv").write_text(
        "transcript,type,province,group,gender\npvs_01,PVS,Lào Cai,lao động HTX,nữ\n",
        encoding="utf-8-sig",
    )
    return tmp_path
