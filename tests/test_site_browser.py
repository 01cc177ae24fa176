"""The page in a real browser: what people click, press, filter, print and send to each other."""

from __future__ import annotations

import base64
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from brief_studies import labelled
from site_studies import CODINGS, study

from qualcode import matrix, site
from qualcode.model import is_within

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
if not (CHROMIUM and DRIVER):
    pytest.skip("neither chromium nor chromedriver is installed here", allow_module_level=True)
selenium = pytest.importorskip("selenium", reason="selenium is in the extra `test`")

from selenium import webdriver  # noqa: E402 - only where there is a browser
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

CALM = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--hide-scrollbars", "--force-prefers-reduced-motion"),
)


class Reader:
    """Somebody with a browser before the page."""

    def __init__(self, driver: Any, path: Path) -> None:
        self.driver, self.path = driver, path

    def open(self, hash: str = "", wide: int = 1280, high: int = 900) -> None:
        """Open the page anew at this address, in a window of this size."""
        metrics = {"width": wide, "height": high, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get("about:blank")
        self.driver.get(f"{self.path.as_uri()}{hash}")

    def run(self, script: str, *given: Any) -> Any:
        """Return what a script gives."""
        return self.driver.execute_script(f"return {script}", *given)

    def find(self, selector: str) -> Any:
        """Return the first element of this selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def shown(self, selector: str) -> list[Any]:
        """Return the elements that can be seen."""
        return [
            one
            for one in self.driver.find_elements(By.CSS_SELECTOR, selector)
            if one.is_displayed()
        ]

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def waits(self, script: str, *given: str) -> None:
        """Wait until a script says yes."""
        WebDriverWait(self.driver, 10, 0.03).until(lambda _: self.run(script, *given))

    def waits_for(self, name: str, value: str) -> None:
        """Wait until the address has the filter."""
        asked = "new URLSearchParams(location.hash.split('?')[1])"
        self.waits(f"{asked}.getAll(arguments[0]).includes(arguments[1])", name, value)

    def choose(self, name: str, value: str) -> None:
        """Tick a choice of the filters, opening its list."""
        box = self.find(f'#filters input[name="{name}"][value="{value}"]')
        self.run("arguments[0].closest('details').open = true", box)
        box.click()
        self.waits_for(name, value)

    def count(self) -> str:
        """Return what the page says of how much it shows."""
        return str(self.find("#count").text)

    def focused(self) -> str:
        """Return a word for what has the focus."""
        return str(self.run("document.activeElement.id || document.activeElement.className"))


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for each in CALM:
        options.add_argument(each)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = webdriver.Chrome(options=options, service=Service(executable_path=str(DRIVER)))
    yield made
    made.quit()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site") / "trang số 1.html"
    site.write(study(), made)
    return made


@pytest.fixture
def page(driver: Any, path: Path) -> Iterator[Reader]:
    reader = Reader(driver, path)
    yield reader
    assert driver.get_log("browser") == []


def piece(reader: Reader, words: str) -> Any:
    return next(
        one
        for one in reader.driver.find_elements(By.CSS_SELECTOR, ".p")
        if one.get_property("textContent") == words
    )


def test_hostile_words_open_no_dialog_and_make_no_element(page: Reader) -> None:
    page.open("#transcripts")
    assert page.run("document.querySelectorAll('img, main b[onerror]').length") == 0
    assert page.run("document.scripts.length") == 2
    assert page.run("document.querySelector('[id=\"kii_02:T002\"] .words').textContent").endswith(
        CODINGS[6].span.of(study().transcripts[1].text)
    )
    page.open("#quotes")
    said = [one.text for one in page.shown("#quotes .said")]
    assert any("<img src=x onerror=alert(2)> {{ 7*7 }}" in one for one in said)


def test_clicked_words_show_all_their_codes_and_what_people_wrote(page: Reader) -> None:
    page.open("#transcripts")
    page.find("[id='t:pvs 01'] > summary").click()
    piece(page, "ấy là gì").click()
    heads = [one.text for one in page.shown("#panel h3")]
    assert heads == ["Không biết <i>", "Kênh thông tin", "Hỗ trợ mức đóng"]
    told = page.find("#panel").text
    for part in (
        "Lan <b>",
        "Nói nhỏ & nhanh </script>",
        "I have no idea what that <insurance> is",
        "người dịch: Minh, đã kiểm tra Hoa",
        "chẳng biết",
        "policy.subsidy#a1b2c3",
        "pvs 01:T002:1",
    ):
        assert part in told
    page.find("#close").click()
    assert not page.shown("#panel")


def test_with_the_keyboard_alone_words_are_opened_and_closed(page: Reader) -> None:
    page.open()
    page.press(Keys.TAB)
    assert page.focused() == "skip"
    page.press(Keys.TAB, Keys.TAB, Keys.ENTER)
    assert page.run("location.hash") == "#transcripts"
    page.run("document.querySelector('[id=\"t:pvs 01\"] > summary').focus()")
    page.press(Keys.ENTER)
    for _ in range(6):
        page.press(Keys.TAB)
        if page.focused().startswith("pvs 01:T002:1"):
            break
    assert page.run("document.activeElement.textContent") == "Tôi chẳng biết "
    page.press(Keys.ENTER)
    assert page.shown("#panel")
    assert page.focused() == "h-panel"
    page.press(Keys.TAB)
    assert page.focused() == "close"
    page.press(Keys.ESCAPE)
    assert not page.shown("#panel")
    assert page.run("document.activeElement.textContent") == "Tôi chẳng biết "
    width = page.run("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "3px"


def test_filters_by_code_and_attribute_count_as_the_stage_does(page: Reader) -> None:
    made = study()
    page.open("#quotes")
    assert page.count().startswith(f"{len(made.codings)} lượt mã hóa")
    page.choose("code", "awareness")
    of_code = [one for one in made.codings if is_within(one.code, "awareness")]
    assert page.count().startswith(f"{len(of_code)} lượt mã hóa · 3 nguồn")
    page.choose("a.province", "Lào Cai")
    there = {case.name for case in made.cases if case.get("province") == "Lào Cai"}
    both = [one for one in of_code if one.transcript in there]
    assert page.count().startswith(f"{len(both)} lượt mã hóa · {len(there)} nguồn")
    assert len(page.shown("#quotes li")) == len(both)
    page.choose("status", "accepted")
    assert page.count().startswith("1 lượt mã hóa · 1 nguồn")
    page.find("#clear").click()
    assert page.count().startswith(f"{len(made.codings)} lượt mã hóa")
    assert page.run("location.hash") == "#quotes"


def test_each_choice_says_how_many_it_would_leave(page: Reader) -> None:
    page.open("#quotes?code=policy")
    shown = {
        one.get_attribute("value"): one.find_element(By.XPATH, "..").text.split("\n")[-1]
        for one in page.driver.find_elements(By.CSS_SELECTOR, '#filters input[name="direction"]')
    }
    said = page.run(
        "[...document.querySelectorAll('#filters input[name=direction]')]"
        ".map((one) => [one.value, one.closest('.option').querySelector('.n').textContent])"
    )
    assert dict(said) == {"barrier": "1", "enabler": "2", "neutral": "0"}
    assert set(shown) == set(dict(said))


def test_in_the_transcripts_only_what_fits_is_marked_and_shown(page: Reader) -> None:
    page.open("#transcripts?code=policy.subsidy&case=pvs+01")
    assert [one.get_attribute("id") for one in page.shown(".talk")] == ["t:pvs 01"]
    page.find("[id='t:pvs 01'] > summary").click()
    assert [one.get_attribute("data-t") for one in page.shown(".turn")] == ["2", "4"]
    marked = [one.get_property("textContent") for one in page.shown(".p:not(.off)")]
    assert marked == ["ấy là gì", "Nhà nước hỗ trợ thêm thì tôi đóng."]
    page.find("#all").click()
    page.waits("document.querySelectorAll('.talk[open] .turn:not([hidden])').length === 4")


def test_words_are_found_without_accents_and_with_them_only_as_typed(page: Reader) -> None:
    page.open("#quotes")
    field = page.find("#q")
    for typed, expected in (("loa xa", 2), ("LOA XÃ", 2), ("loa xả", 0), ("dong hả", 0)):
        field.clear()
        field.send_keys(typed)
        page.waits_for("q", typed)
        assert page.count().startswith(f"{expected} lượt mã hóa"), typed
    assert page.shown("#quotes > .nothing")
    field.clear()
    field.send_keys("loa xa")
    page.waits("CSS.highlights.has('found') && CSS.highlights.get('found').size === 2")


def test_a_sent_link_brings_the_same_view(page: Reader) -> None:
    page.open("#quotes")
    page.choose("code", "awareness.channel")
    page.choose("coder", "Minh")
    address, count = page.run("location.hash"), page.count()
    page.open(address)
    assert page.count() == count
    assert page.find('#filters input[name="coder"][value="Minh"]').is_selected()
    assert [one.text for one in page.shown("#quotes .id")] == ["kii_02:T002:1"]


def test_a_quotes_id_as_address_leads_to_its_turn(page: Reader) -> None:
    page.open("#pvs%2001:T002:2")
    assert page.shown("#transcripts")
    assert page.run("document.querySelector('.turn.at').id") == "pvs 01:T002"
    assert [one.text for one in page.shown("#panel h3")] == ["Kênh thông tin"]
    top = page.run("document.querySelector('.turn.at').getBoundingClientRect().top")
    assert 0 <= top < 900


def test_a_codes_address_leads_to_it_in_the_codebook(page: Reader) -> None:
    page.open("#c:policy.subsidy", high=400)
    assert page.shown("#codebook")
    top = page.run("document.getElementById('c:policy.subsidy').getBoundingClientRect().top")
    assert 0 <= top < 400


def test_an_id_in_the_list_of_quotes_leads_to_its_turn_and_back(page: Reader) -> None:
    page.open("#quotes?q=nghe+loa")
    page.shown("#quotes .id")[0].click()
    assert page.shown("#transcripts .turn.at")
    page.driver.back()
    page.waits("document.querySelector('#quotes').classList.contains('here')")
    assert page.find("#q").get_property("value") == "nghe loa"


def test_a_cell_of_the_matrix_leads_to_its_quotes(page: Reader) -> None:
    page.open("#matrix")
    counts = matrix.code_matrix(study())
    (cell,) = [
        one
        for one in page.shown("#cases tbody tr[data-case='pvs 01'] td a")
        if one.get_attribute("href").endswith("pvs%2001:T002:3")
    ]
    number = int(cell.text)
    assert number == counts.loc["pvs 01", "policy.subsidy"]
    cell.send_keys(Keys.ENTER)
    assert page.shown("#quotes")
    assert len(page.shown("#quotes li")) == number
    assert page.focused() == "h-quotes"
    page.driver.back()
    page.waits("document.querySelector('#matrix').classList.contains('here')")


def test_the_matrix_hides_rows_and_columns_that_the_filters_leave_out(page: Reader) -> None:
    page.open("#matrix?code=policy&a.type=KII")
    rows = [one.get_attribute("data-case") for one in page.shown("#cases tbody tr")]
    heads = [one.get_attribute("data-code") for one in page.shown("#cases .code")]
    assert (rows, heads) == (["kii_02"], ["policy.subsidy"])
    assert [one.text for one in page.shown("#cases tbody td")] == ["1"]


def test_a_share_of_a_group_leads_to_the_groups_quotes(page: Reader) -> None:
    page.open("#matrix")
    page.find(".groups[data-by='province'] tr[data-code='awareness.none'] td a").click()
    assert "a.province=" in page.run("decodeURIComponent(location.hash)")
    assert page.count().startswith(f"{len(page.shown('#quotes li'))} lượt mã hóa")


def test_the_link_that_skips_leads_to_the_content(page: Reader) -> None:
    page.open()
    page.press(Keys.TAB, Keys.ENTER)
    assert page.focused() == "main"
    assert page.shown("#overview")


@pytest.mark.parametrize(
    "name", ["overview", "transcripts", "quotes", "codebook", "matrix", "comparison"]
)
def test_on_a_phone_no_page_is_wider_than_the_screen(page: Reader, name: str) -> None:
    page.open(f"#{name}", wide=360, high=740)
    page.run("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    assert page.run("document.documentElement.scrollWidth") <= 360
    assert page.run("innerWidth") == 360


def test_on_a_phone_the_panel_lies_below_the_words(page: Reader) -> None:
    page.open("#pvs%2001:T002:1", wide=360, high=740)
    panel = page.run("document.querySelector('#panel').getBoundingClientRect().toJSON()")
    assert panel["width"] <= 360
    assert panel["top"] > 200
    assert page.run("document.documentElement.scrollWidth") <= 360


def test_in_print_all_is_open_and_nothing_is_there_to_click(page: Reader) -> None:
    page.open("#matrix")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        sections = page.driver.find_elements(By.CSS_SELECTOR, "main > section")
        assert all(one.is_displayed() for one in sections)
        assert not page.shown("#filters, nav, #panel, button")
        assert page.find("[id='pvs 01:T002'] .words").size["height"] > 0
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    page.run(
        "addEventListener('beforeprint', () => { window.closed = "
        "document.querySelectorAll('main details:not([open])').length; })"
    )
    printed = page.driver.execute_cdp_cmd("Page.printToPDF", {})["data"]
    assert base64.b64decode(printed).startswith(b"%PDF")
    assert page.run("window.closed") == 0
    assert page.run("document.querySelectorAll('.talk[open]').length") == 0


def test_in_print_a_matrix_of_many_codes_is_no_wider_than_the_paper(
    driver: Any, tmp_path: Path
) -> None:
    path, paper = tmp_path / "wide.html", 680
    labels = (
        f"Chủ đề {at} có tên dài đến vài dòng / Theme {at} of a long name" for at in range(23)
    )
    site.write(labelled(*labels), path)
    reader = Reader(driver, path)
    reader.open("#matrix", wide=paper)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert reader.run("document.querySelectorAll('#cases .code').length") == 23
        assert reader.run("document.documentElement.scrollWidth") <= paper
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_every_focusable_thing_has_a_name(page: Reader) -> None:
    page.open("#quotes")
    nameless = page.run(
        "[...document.querySelectorAll('a[href], button, summary, input, select')].filter((one) => "
        "!(one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length))"
        ".map((one) => one.outerHTML)"
    )
    assert nameless == []


def test_without_scripts_everything_can_be_read(driver: Any, path: Path) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        reader = Reader(driver, path)
        reader.open("#pvs%2001:T002:1")
        assert all(
            one.is_displayed() for one in driver.find_elements(By.CSS_SELECTOR, "main > section")
        )
        assert not reader.shown("#filters")
        assert reader.shown(".noscript")
        assert reader.find("[id='pvs 01:T002'] .words").is_displayed()
        assert len(reader.shown("#quotes li")) == len(CODINGS) - 1
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_picture_of_the_page_is_not_blank(page: Reader) -> None:
    from PIL import Image

    page.open("#transcripts")
    page.find("[id='t:pvs 01'] > summary").click()
    image = Image.open(io.BytesIO(page.driver.get_screenshot_as_png())).convert("RGB")
    assert image.size == (1280, 900)
    colours = image.getcolors(1 << 20)
    assert colours is not None
    white = max(count for count, _ in colours)
    assert white < 0.95 * image.width * image.height
    assert len(colours) > 100
