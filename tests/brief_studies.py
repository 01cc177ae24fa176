"""Studies that briefs are made of: the sample, and small ones with what a test needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from picture_studies import BOOK, said, talk

from qualcode import project
from qualcode.model import Bilingual, Case, Code, Codebook, Coding, Person, Settings, Study

ROOT = Path(__file__).parent.parent


@cache
def sample() -> Study:
    """The sample study, as its rules and coders have it."""
    return project.ruled(ROOT)[0]


def of_people(women: int, men: int, *, knowing: int = 0) -> Study:
    """A study in which each woman and so many men say that they know nothing."""
    talks = {f"w{at}": "nữ" for at in range(women)} | {f"m{at}": "nam" for at in range(men)}
    quiet = {f"m{at}" for at in range(knowing)}
    made = {name: talk(name) for name in talks}
    attributes = {
        name: {"type": "IDI", "gender": gender, "province": "Đắk Lắk"}
        for name, gender in talks.items()
    }
    code = "awareness.no_knowledge"
    return Study(
        Settings(title=Bilingual("Nghiên cứu thử", "A trial")),
        codebooks=(BOOK,),
        transcripts=tuple(made.values()),
        cases=tuple(Case(name, each) for name, each in attributes.items()),
        people=tuple(Person(name, "NTL", each) for name, each in attributes.items()),
        codings=tuple(
            said(one, code, valence="barrier") for name, one in made.items() if name not in quiet
        ),
        asked={name: frozenset({"awareness"}) for name in made},
    )


def labelled(*labels: str) -> Study:
    """A study of two cases in which each of these codes is said by both."""
    codes = tuple(
        Code(f"f{at}.code", Bilingual(label, label), valence="barrier")
        for at, label in enumerate(labels)
    )
    talks = [talk("a"), talk("b")]
    codings: tuple[Coding, ...] = tuple(
        said(one, code.id, at=at % 60, valence="barrier")
        for one in talks
        for at, code in enumerate(codes)
    )
    return Study(
        Settings(title=Bilingual("Thử", "Trial")),
        codebooks=(Codebook("test", "1", codes),),
        transcripts=tuple(talks),
        cases=(
            Case("a", {"type": "IDI", "gender": "nữ"}),
            Case("b", {"type": "KII", "gender": "nam"}),
        ),
        codings=codings,
    )
