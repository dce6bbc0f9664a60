"""What people come to do, done in a real browser: find, open, expand, follow, ask; nothing goes out and nothing breaks."""
import re

WEERT_VALUE = "/graaf?focus=value/weert-duidelijkheid"


def test_from_the_start_a_search_leads_to_a_page_with_its_sentence(visit, town):
    page = visit().open(town + "/")
    page.fill("#q", "plezier")
    page.press("#q", "Enter")
    page.click(".hits a.thing")
    page.wait_for_url("**/doc/**")
    assert page.inner_text("h1") and page.locator("blockquote").count() >= 1
    page.click("text=In de relatiegraaf")
    page.wait_for_selector("#picture[data-ready]")
    assert "focus=" in page.url


def test_opening_a_card_asks_once_adds_ten_and_can_be_shared_and_undone(visit, weert):
    watched = visit()
    page = watched.open(weert + WEERT_VALUE)
    before, rows = page.locator("#member-list li").count(), page.locator("#row-list tr").count()
    watched.requests.clear()
    opener = page.locator("#member-list a[data-expand$='weert-goede-dienstverlening']")
    opener.click()
    page.wait_for_function("n => document.querySelectorAll('#member-list li').length > n", arg=before)
    asked = [url for url in watched.requests if not url.endswith((".svg", ".ico")) and "mark.svg" not in url]
    assert len(asked) == 1 and "fresh=1" in asked[0]
    assert page.locator("#member-list li").count() == before + 10 and page.locator("#row-list tr").count() > rows
    assert "10 dingen erbij" in page.inner_text("#told") and page.url.count("open=") == 1
    assert "open=" in page.get_attribute("#downloads a >> nth=0", "href")
    opener.click()
    page.wait_for_function("n => document.querySelectorAll('#member-list li').length > n", arg=before + 10)
    keys = page.eval_on_selector_all("#member-list li", "all => all.map(li => li.dataset.key)")
    assert len(keys) == len(set(keys)) == before + 20 and page.url.count("open=") == 2
    shared = visit().open(page.url)
    assert sorted(shared.eval_on_selector_all("#member-list li", "all => all.map(li => li.dataset.key)")) == sorted(keys)
    page.go_back()
    page.wait_for_function("n => document.querySelectorAll('#member-list li').length === n", arg=before + 10)
    page.wait_for_selector("#picture[data-ready]")


def test_new_rows_of_the_table_are_like_those_of_the_server(visit, weert):
    page = visit().open(weert + WEERT_VALUE)
    page.click("#member-list a[data-expand$='weert-goede-dienstverlening']")
    page.wait_for_function("() => document.querySelectorAll('#told')[0].textContent.includes('erbij')")
    drawn = page.eval_on_selector_all("#row-list tr", "all => all.map(tr => [tr.dataset.key, tr.children[0].innerText.trim(), tr.children[1].innerText.trim(), tr.querySelectorAll('figure').length])")
    page.reload()
    served = page.eval_on_selector_all("#row-list tr, #rest tbody tr", "all => all.map(tr => [tr.dataset.key, tr.children[0].textContent.trim().replace(/\\s+/g, ' '), tr.children[1].textContent.trim(), tr.querySelectorAll('figure').length])")
    known = {row[0]: row for row in served}
    assert len(drawn) > 30
    for row in drawn:
        assert [re.sub(r"\s+", " ", str(cell)) for cell in row] == [str(cell) for cell in known[row[0]]]


def test_a_card_is_found_and_chosen_in_the_picture_itself(visit, weert):
    page = visit().open(weert + WEERT_VALUE)
    page.fill("#find-text", "kwaliteit van")
    page.press("#find-text", "Enter")
    assert page.inner_text("#chosen-name") == "Kwaliteit van dienstverlening" and "1 / 1" in page.inner_text("#told")
    canvas = page.locator("#picture canvas").bounding_box()
    page.click("#member-list button[data-choose$='weert-duidelijkheid']")
    assert page.inner_text("#chosen-name") == "Duidelijkheid"
    page.locator("#picture").scroll_into_view_if_needed()
    canvas = page.locator("#picture canvas").bounding_box()
    page.fill("#find-text", "kwaliteit van")
    page.press("#find-text", "Enter")
    page.click("#member-list button[data-choose$='weert-duidelijkheid']")
    page.locator("#tools").scroll_into_view_if_needed()
    page.fill("#find-text", "goede dienst")
    page.press("#find-text", "Enter")
    wanted = page.inner_text("#chosen-name")
    canvas = page.locator("#picture canvas").bounding_box()
    page.mouse.click(canvas["x"] + 6, canvas["y"] + canvas["height"] - 6)
    page.mouse.click(canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
    assert page.inner_text("#chosen-name") == wanted == "Goede dienstverlening"
    page.click("#chosen [data-field=middle]")
    page.wait_for_url("**focus=policy-concept/weert-goede-dienstverlening")


def test_the_picture_can_be_kept_as_png_svg_csv_and_graphml(visit, weert):
    page = visit().open(weert + WEERT_VALUE)
    for name in ("PNG", "SVG", "CSV", "GraphML"):
        with page.expect_download() as download:
            page.click(f"#downloads >> text={name}")
        assert download.value.suggested_filename == f"beleidsgraaf.{name.lower()}"
        assert download.value.path().stat().st_size > 2_000


def test_filters_and_layout_go_through_the_address(visit, weert):
    page = visit().open(weert + WEERT_VALUE)
    page.select_option("#steps", "2")
    page.select_option("#layout", "rond")
    page.click(".narrow summary")
    page.check("input[name=kind][value=result]")
    page.click(".graph-filters .row button")
    page.wait_for_selector("#picture[data-ready]")
    assert all(part in page.url for part in ("steps=2", "layout=rond", "kind=result"))
    assert set(page.locator("#member-list .kind").all_inner_texts()) == {"Kernwaarde", "Resultaat"}


def test_without_a_script_the_picture_the_list_and_opening_still_work(visit, weert):
    page = visit(java_script_enabled=False).page
    page.goto(weert + WEERT_VALUE)
    before = page.locator("#member-list li").count()
    assert page.locator("noscript svg a").count() == before or page.locator("svg.drawing a").count() == before
    assert page.locator("#row-list tr").count() > 10 and not page.locator("#tools").is_visible()
    page.click("#member-list a[data-expand$='weert-goede-dienstverlening']")
    assert page.locator("#member-list li").count() == before + 10


def test_a_way_between_two_things_is_followed_to_its_sentence(visit, weert):
    page = visit().open(weert + "/pad")
    page.fill("#van", "Alle geldende termijnen inventariseren, heroverwegen en duidelijk vastleggen (Activiteit)")
    page.fill("#naar", "Meer draagvlak onder inwoners voor keuzes van de gemeente (Resultaat)")
    page.click("text=Zoek de weg")
    assert page.locator(".steps > li").count() >= 1 and page.locator(".steps blockquote").count() >= 1
    assert page.locator("svg.drawing a").count() >= 2
    page.click(".steps figcaption a >> nth=0")
    page.wait_for_url("**/documenten/**")
    assert page.locator(":target").count() == 1


def test_a_question_is_asked_and_answered(visit, town):
    page = visit().open(town + "/vragen")
    page.click("main a[href='/vragen/doelen']")
    page.wait_for_url("**/vragen/doelen")
    assert page.locator("main table tbody tr").count() >= 1


def test_the_tree_opens_branch_by_branch(visit, weert):
    page = visit().open(weert + "/doelenboom")
    branch = page.query_selector(".tree details:not([open]):has(> summary)")
    while (closed := branch.query_selector("xpath=ancestor::details[not(@open)][last()]")):
        closed.query_selector("summary").press("Enter")
    branch.query_selector("summary").press("Enter")
    assert branch.evaluate("d => d.open") and branch.query_selector("li").is_visible()


def test_an_auditor_goes_from_the_verdict_to_the_words_in_the_text(visit, town):
    page = visit().open(town + "/samenhang")
    assert page.locator(".verdict").is_visible() and page.locator(".verdict").bounding_box()["y"] < 400
    page.click(".figures a:has-text('klopt')")
    page.wait_for_url("**stand=agrees**")
    assert page.locator(".finding").count() == int(page.inner_text(".figures [aria-current] .number"))
    page.click(".figures a:has-text('open')")
    page.click(".finding .alone >> nth=0")
    page.wait_for_url("**/samenhang/bevinding/*")
    words = page.inner_text("blockquote >> nth=0").strip("“” ")
    page.click("blockquote + figcaption a >> nth=0")
    page.wait_for_url("**/documenten/**")
    assert page.inner_text(":target").split()[0] in words


def test_filters_of_findings_work_without_a_script_and_a_report_comes_as_a_file(visit, town, tmp_path):
    page = visit(java_script_enabled=False).page
    page.goto(town + "/samenhang")
    page.select_option("#stand", "alle")
    page.select_option("#soort", "observation")
    page.select_option("#groep", "document")
    page.click(".filters button")
    assert all(part in page.url for part in ("stand=alle", "soort=observation", "groep=document"))
    assert page.locator(".finding").count() == page.locator(".finding.human").count() >= 1
    page.click(".take summary")
    with page.expect_download() as download:
        page.click(".take a >> nth=0")
    assert download.value.suggested_filename.startswith("samenhang-") and download.value.suggested_filename.endswith(".html")
    download.value.save_as(tmp_path / "rapport.html")
    opened = visit(clean=False).page
    opened.goto((tmp_path / "rapport.html").as_uri())
    assert opened.evaluate("getComputedStyle(document.querySelector('.verdict')).paddingLeft") != "0px"
    assert opened.locator("h1").count() == 1
