"""What every answer carries, who may ask, and what an error shows."""
import pytest

from web.security import HEADERS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'"
)
ADDRESSES = ("/", "/zoeken", "/doc/goal/nee", "/static/style.css", "/healthz", "/sparql?query=nee", "/id/goal/x", "/nergens", "/samenhang.json")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_every_header(town, address):
    response = town.get(address)
    assert response.headers["Content-Security-Policy"] == POLICY
    for name, value in HEADERS.items():
        assert response.headers.getlist(name) == [value]
    assert "Server" not in response.headers and "Strict-Transport-Security" not in response.headers


def test_errors_carry_the_headers_too(town):
    answers = [town.client.post("/over", headers={"Host": "localhost"}), town.get("/", Host="kwaad.example"), town.get("/doc/goal/voorbeeldstad-plezier-in-schrijven", accept="image/png")]
    assert [a.status_code for a in answers] == [405, 400, 406]
    for answer in answers:
        assert answer.headers["Content-Security-Policy"] == POLICY


def test_https_is_held_to(town):
    response = town.client.get("/?lang=en", headers={"Host": "localhost"}, base_url="https://localhost")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "; Secure" in response.headers["Set-Cookie"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:5000", "[::1]:8000", "[::1]", "beleid.example.org", "beleid.example.org:443"])
def test_known_hosts_are_answered(town, host):
    assert town.get("/over", Host=host).status_code == 200


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "evil.com:8000", "localhost.evil.com", "beleid.example.org.evil.com", "[::2]", "127.0.0.2", "<script>", ""])
def test_other_hosts_are_refused(town, host):
    response = town.get("/over", Host=host)
    assert response.status_code == 400 and "<script>" not in response.get_data(as_text=True)


def test_a_wrong_method_is_told_what_is_right(town):
    for method in ("post", "put", "delete", "patch"):
        response = getattr(town.client, method)("/over", headers={"Host": "localhost"})
        assert response.status_code == 405 and "GET" in response.headers["Allow"]


def test_an_endless_address_and_body_are_refused(town):
    assert town.get("/zoeken?q=" + "a" * 20_000).status_code == 414
    assert town.client.post("/sparql", data={"query": "a" * 200_000}, headers={"Host": "localhost"}).status_code == 413


def test_an_unforeseen_error_shows_nothing_of_the_inside(town, monkeypatch):
    import web.pages.words as words

    def broken(*_args, **_kwargs):
        raise RuntimeError("secret /etc/passwd")

    monkeypatch.setattr(words, "render_template", broken)
    response = town.get("/over?nooit-eerder=gevraagd")
    text = response.get_data(as_text=True)
    assert response.status_code == 500 and "Er ging bij ons iets mis" in text
    assert "secret" not in text and "Traceback" not in text and "RuntimeError" not in text


def test_pages_have_no_script_or_style_of_their_own(town):
    for address in ("/", "/zoeken?q=brief", "/doc/goal/voorbeeldstad-plezier-in-schrijven", "/documenten/voorbeeldstad/beleid", "/samenhang", "/sparql", "/model"):
        page = town.page(address)
        assert all("src" in script for script in page.of("script")) and not page.of("style")
        for tag, attrs in page.elements:
            assert not [a for a in attrs if a == "style" or a.startswith("on")], (address, tag, attrs)


def test_nothing_is_fetched_from_elsewhere(town):
    for address in ("/", "/zoeken?q=brief", "/doc/goal/voorbeeldstad-plezier-in-schrijven", "/model", "/sparql"):
        page = town.page(address)
        for attrs in page.of("script", "img", "link", "iframe", "source", "use"):
            assert (attrs.get("href") or attrs.get("src", "/")).startswith("/"), attrs


def test_the_style_sheet_asks_nothing_of_others(town):
    css = town.get("/static/style.css").get_data(as_text=True)
    assert "url(" not in css and "@import" not in css and "rijkshuisstijl" not in css.lower()


def test_no_page_sets_a_cookie_by_itself(town):
    for address in ("/", "/zoeken?q=brief", "/sparql", "/nergens"):
        assert "Set-Cookie" not in town.get(address).headers


@pytest.mark.parametrize("address", ["//evil.example/x", "/%2F%2Fevil.example", "/doc/..%2f..%2fetc/passwd", "/static/../desk.py", "/static/..%2fdesk.py"])
def test_an_odd_address_leads_nowhere_else(town, address):
    response = town.get(address)
    assert response.status_code in (308, 404)
    assert "//evil" not in response.headers.get("Location", "") and 'href="//' not in response.get_data(as_text=True)
