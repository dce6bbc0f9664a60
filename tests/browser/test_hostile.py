"""Names that are scripts run nowhere: no dialog, no error, no refusal by the policy, nothing fetched."""
import pytest

VIEWS = (
    "/", "/zoeken?q=alert", "/doc/goal/kwaad-script", "/doc/value/kwaad-lang", "/doc/policy-document/kwaad-plan", "/doc/organisation/kwaad", "/lijst/goal",
    "/documenten", "/documenten/kwaad/plan", "/samenhang", "/samenhang?stand=alle", "/samenhang/regel/Observation", "/samenhang/maten", "/samenhang/matrix", "/vragen/doelen", "/kaders", "/graaf", "/graaf?q=alert", "/graaf?q=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "/doelenboom", "/doelenboom?focus=goal/kwaad-script", "/pad?van=%3Cscript%3Ealert(1)%3C/script%3E&naar=goal/kwaad-script",
    "/pad?van=goal/kwaad-script&naar=value/kwaad-lang",
    "/sparql?format=html&query=SELECT%20*%20WHERE%20%7B%20%3Fs%20a%20%3Chttps://w3id.org/beleidsgraaf/def%23Goal%3E%20;%20?p%20?o%20%7D",
)


@pytest.mark.parametrize("address", VIEWS)
def test_hostile_names_run_nowhere(steady, hostile, address):
    steady.forget()
    steady.open(hostile + address)
    assert steady.page.locator("h1").count() == 1 and steady.is_clean()


def test_a_picture_file_of_hostile_names_shown_as_a_page_runs_nothing(visit, hostile):
    watched = visit()
    answer = watched.page.request.get(hostile + "/graaf.svg?focus=goal/kwaad-script&steps=4")
    watched.page.route("**/plaatje.svg", lambda route: route.fulfill(body=answer.body(), content_type="image/svg+xml"))
    watched.page.goto(hostile + "/plaatje.svg")
    assert watched.page.locator("a").count() >= 3


def test_hostile_names_run_nowhere_while_choosing_finding_and_opening(visit, hostile):
    page = visit().open(hostile + "/graaf?focus=goal/kwaad-script")
    assert page.inner_text("#chosen-name") == "<script>alert('doel')</script>"
    page.click("#member-list a[data-expand] >> nth=0")
    page.wait_for_function("() => document.getElementById('told').textContent.includes('kwaad') || document.getElementById('told').textContent.includes('Lang')")
    page.fill("#find-text", "<script>")
    page.press("#find-text", "Enter")
    for button in page.locator("#member-list button[data-choose]").all():
        button.click()
    for summary in page.locator("#row-list summary").all():
        summary.click()
    assert page.locator("#row-list tr").count() >= 2
    page.fill("#find-text", "javascript:")
    page.press("#find-text", "Enter")
    assert "javascript:alert" in page.inner_text("#chosen-name")
