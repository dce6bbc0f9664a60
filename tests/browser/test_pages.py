"""Every page: no request to outside, no error, no axe violation, no sideways scrolling at 320 pixels or with large text."""
import pytest
from axe_playwright_python.sync_playwright import Axe

from .addresses import PAGES

PICTURES = (
    "/graaf?focus=value/weert-duidelijkheid", "/graaf?focus=project/weert-dienstverleningsconcept", "/doelenboom?focus=result/weert-termijnen",
    "/pad?van=activity/weert-termijnen-herijken&naar=value/weert-duidelijkheid", "/pad?van=termijnen&naar=x", "/samenhang/matrix?gemeente=organisation/weert", "/samenhang/matrix?tabel=kaders&leeg=",
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def server(town, weert):
    return lambda address: (weert if address in PICTURES else town) + address


@pytest.mark.parametrize("address", PAGES + PICTURES)
def test_a_page_is_clean_accessible_and_fits_320_pixels(steady, server, address):
    steady.forget()
    page = steady.open(server(address))
    found = Axe().run(page).response["violations"]
    assert found == [], [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found]
    assert steady.outside == [] and (steady.is_clean() if address != "/bestaat-niet" else "404" in steady.wrong[0])
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_picture_fits_a_narrow_screen_from_the_start(visit, weert):
    page = visit(width=320, height=640).open(weert + PICTURES[0])
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.locator("#picture").bounding_box()["height"] <= 640


@pytest.mark.parametrize("address", ["/", "/graaf?focus=value/weert-duidelijkheid", "/doelenboom", "/pad"])
def test_a_page_fits_with_letters_of_twice_the_size(visit, weert, address):
    page = visit(width=1280).open(weert + address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) <= 0
