"""Everything can be reached and done with a keyboard, in a sensible order and with visible focus."""

FOCUSED = "(() => { const e = document.activeElement; return e.dataset.do || e.id || e.getAttribute('href') || e.className || e.tagName; })()"


def stops(page, most=80, until=None):
    """What the Tab key reaches, in order."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", found[-1]
        if found[-1] == until:
            break
    return found


def test_the_first_stop_is_the_skip_link_and_it_leads_into_the_page(visit, weert):
    page = visit().open(weert + "/graaf?focus=value/weert-duidelijkheid")
    assert stops(page, 1) == ["#main"]
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_search_filters_zoom_and_find_are_reached_in_that_order(visit, weert):
    found = stops(visit().open(weert + "/graaf?focus=value/weert-duidelijkheid"), until="find-text")
    order = [found.index(name) for name in ("#main", "quick", "steps", "layout", "limit", "in", "out", "fit", "find-text")]
    assert order == sorted(order)


def test_a_card_is_pointed_out_opened_and_left_without_a_mouse(visit, weert):
    page = visit().open(weert + "/graaf?focus=value/weert-duidelijkheid")
    page.focus("#member-list button[data-choose$='weert-goede-dienstverlening']")
    page.keyboard.press("Enter")
    assert page.inner_text("#chosen-name") == "Goede dienstverlening" and page.evaluate("document.activeElement.id") == "chosen"
    before = page.locator("#member-list li").count()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.field") == "open"
    page.keyboard.press("Enter")
    page.wait_for_function("n => document.querySelectorAll('#member-list li').length === n + 10", arg=before)
    assert page.evaluate("document.activeElement.dataset.field") == "open"


def test_the_picture_itself_is_no_trap_and_answers_no_key(visit, weert):
    page = visit().open(weert + "/graaf?focus=value/weert-duidelijkheid")
    assert page.evaluate("[...document.querySelectorAll('#picture *')].filter(e => e.tabIndex >= 0).length") == 0
    page.focus("#find-text")
    page.keyboard.type("abc")
    assert page.input_value("#find-text") == "abc"


def test_the_closed_tree_has_few_stops(visit, weert):
    stops = "[...document.querySelectorAll('.owner > summary, .tree a, .tree summary')].filter(e => e.checkVisibility()).length"
    assert visit().open(weert + "/doelenboom?municipality=organisation/weert").evaluate(stops) < 150
    assert 3 <= visit().open(weert + "/doelenboom").evaluate(stops) <= 10  # a row for each municipality, opened by who wants it


def test_the_home_page_has_its_search_early(visit, town):
    assert stops(visit().open(town + "/"), 25, until="q")[-1] == "q"


def test_findings_are_filtered_unfolded_and_followed_without_a_mouse(visit, town):
    page = visit().open(town + "/samenhang")
    order = [name for name in stops(page, 60, until="groep") if name in ("stand", "ernst", "soort", "regel", "document", "project", "gemeente", "groep")]
    assert order == ["stand", "ernst", "soort", "regel", "document", "project", "gemeente", "groep"]
    page.focus("#stand")
    page.keyboard.press("End")
    page.focus(".filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**stand=alle**")
    page.focus(".finding summary >> nth=0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documenten/**")
    assert page.locator(":target").count() == 1
