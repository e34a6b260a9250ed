"""Each component keeps its contract: labels wired, attributes escaped, nothing that the policy forbids."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles.finders import find
from django.core.paginator import Paginator
from django.test import RequestFactory
from django.utils import translation

from tests.gallery.samples import SampleForm
from tests.gallery.views import render
from tests.support.client import faults

GALLERY = Path(__file__).parent / "gallery"
COMPONENTS = Path(__file__).parents[1] / "templates" / "components"
SCRIPTS = Path(__file__).parents[1] / "static" / "js"


def rendered(source: str, query: str = "", **context: object) -> str:
    """The source as a page that is asked for with the query."""
    request = RequestFactory().get(f"/list/?{query}")
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)
    return render(source, context, request)


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]

    @property
    def ids(self) -> set[str | None]:
        return {attrs.get("id") for _, attrs in self.tags}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["desk", "phone", "phone-form", "plain", "print"])
@pytest.mark.urls("tests.gallery.urls")
def test_galleries_have_no_fault(client, page, language):
    client.cookies["campaign_language"] = language

    response = client.get(f"/gallery/{page}/")

    html = response.content.decode()
    tags = Tags(html)
    described = [ids for _, attrs in tags.tags for ids in (attrs.get("aria-describedby") or "").split()]
    assert response.status_code == 200
    assert faults(html) == []
    assert set(described) <= tags.ids
    assert {attrs["for"] for attrs in tags.all("label")} <= tags.ids
    assert {attrs["aria-labelledby"] for _, attrs in tags.tags if "aria-labelledby" in attrs} <= tags.ids


def test_every_component_is_in_a_gallery():
    shown = "".join(path.read_text() for path in GALLERY.glob("*.html"))
    bases = "".join(path.read_text() for path in COMPONENTS.parent.glob("*.html"))
    components = "".join(path.read_text() for path in COMPONENTS.glob("*.html"))
    names = {path.stem.replace("_", "-") for path in COMPONENTS.glob("[!_]*.html")}

    assert {name for name in names if not re.search(rf"<c-{name}[\s/>]", shown + bases + components)} == set()


@pytest.mark.urls("tests.gallery.urls")
def test_the_visit_page_fits_in_ninety_kilobytes(client):
    html = client.get("/gallery/phone-form/").content
    tags = Tags(html.decode())
    names = {attrs["href"] for attrs in tags.all("link") if attrs["rel"] == "stylesheet"}
    names |= {attrs["src"] for attrs in tags.all("script")}
    files = [Path(find(name.removeprefix("/static/"))) for name in names]
    modules = [path for folder in ("phone", "shared") for path in (SCRIPTS / folder).glob("*.js")]
    sprite = Path(find("vendor/icons.svg"))

    loaded = [html, *(path.read_bytes() for path in [*files, *modules, sprite])]
    weight = sum(len(gzip.compress(data)) for data in loaded)

    assert weight < 90 * 1024


def test_phone_pages_load_neither_tabler_nor_htmx(client):
    base = (COMPONENTS.parent / "base_phone.html").read_text()

    assert "tabler" not in base
    assert "htmx" not in base


def test_unknown_attributes_land_on_the_tag_escaped():
    html = rendered('<c-button :data-name="name" hidden>OK</c-button>', name='"><script>x</script>')

    assert "<script>" not in html
    assert re.search(r"<button[^>]* hidden", html)


def test_a_button_with_href_is_a_link():
    (link,) = Tags(rendered('<c-button href="/x/" kind="primary">去</c-button>')).all("a")

    assert link["href"] == "/x/"
    assert "btn-primary" in link["class"]


def test_a_field_names_its_hint_and_errors():
    form = SampleForm({"amount": "很多"})
    tags = Tags(
        rendered('<c-field :field="form.name" /><c-field :field="form.amount" hint="精确到分" />', form=form)
    )
    name, amount = tags.all("input")

    assert name["aria-describedby"] == "id_name_error id_name_helptext"
    assert amount["aria-describedby"] == "id_amount_error id_amount_helptext"
    assert name["aria-invalid"] == "true"
    assert {"id_name_error", "id_name_helptext", "id_amount_error", "id_amount_helptext"} <= tags.ids


def test_choices_become_chips_in_a_named_group():
    tags = Tags(rendered('<c-field :field="form.met" />', form=SampleForm({"amount": "1"})))
    (group,) = tags.all("fieldset")

    assert group["aria-describedby"] == "id_met_error"
    assert [attrs["for"] for attrs in tags.all("label")] == [attrs["id"] for attrs in tags.all("input")]


def test_a_hidden_field_is_only_its_input():
    assert rendered('<c-field :field="form.token" />', form=SampleForm()).strip().startswith("<input")


def test_the_error_summary_links_to_every_wrong_field():
    form = SampleForm({"met": "x"})
    html = rendered('<c-form :form="form" submit="保存" />', form=form)
    tags = Tags(html)
    targets = {attrs["href"] for attrs in tags.all("a") if attrs["href"].startswith("#")}

    assert targets == {"#id_name", "#id_amount", "#id_met", "#id_due_on", "#id_agreed"}
    assert {target[1:] for target in targets} <= tags.ids
    assert 'enctype="multipart/form-data"' in html


def test_a_form_takes_its_own_content_instead():
    html = rendered('<c-form :form="form" submit="保存"><p>自有内容</p></c-form>', form=SampleForm())

    assert "自有内容" in html
    assert "id_name" not in html


@pytest.mark.parametrize(
    ("query", "url", "state"),
    [
        ("", "?sort=-amount", None),
        ("sort=amount&page=3&q=x", "?sort=-amount&q=x", "ascending"),
        ("sort=-amount", "?sort=amount", "descending"),
        ("sort=name", "?sort=-amount", None),
    ],
)
def test_a_header_sorts_and_says_how(query, url, state):
    tags = Tags(rendered('<c-th sort="amount" first="-" numeric>余额</c-th>', query))

    assert tags.all("a")[0]["href"] == url
    assert tags.all("th")[0].get("aria-sort") == state


def test_pages_keep_the_filters():
    page = Paginator(range(640), 50).page(4)
    tags = Tags(rendered('<c-pagination :page="page" />', "q=x&page=4", page=page))

    assert {"?q=x&page=3", "?q=x&page=5", "?q=x&page=1", "?q=x&page=13"} <= {
        attrs["href"] for attrs in tags.all("a")
    }


def test_one_page_needs_no_pager():
    assert "<ul" not in rendered('<c-pagination :page="page" />', page=Paginator(range(3), 50).page(1))


class ManyFilters(forms.Form):
    """A toolbar with a choice of several."""

    team = forms.MultipleChoiceField(label="小队", choices=[("1", "雄鹰队"), ("2", "猛虎队")], required=False)
    q = forms.CharField(label="关键字", required=False)


def test_each_filter_can_be_taken_off_alone():
    form = ManyFilters({"team": ["1", "2"], "q": ""})
    tags = Tags(rendered('<c-filter-chips :form="form" />', "team=1&team=2&q=&page=2", form=form))

    assert [attrs["href"] for attrs in tags.all("a")] == ["?team=2&q=", "?team=1&q=", "/list/"]


@pytest.mark.parametrize(
    ("movement", "words"), [(2, "上升 2 位"), (-1, "下降 1 位"), (0, "与昨日持平"), (None, None)]
)
def test_a_rank_tells_its_movement_in_words(movement, words):
    html = rendered('<c-rank :rank="rank" :movement="movement" />', rank=4, movement=movement)

    assert ("visually-hidden" in html) == (words is not None)
    assert words is None or words in html
    assert "rank-top" not in html


def test_only_the_first_three_wear_the_honour_colours():
    assert "rank-1" in rendered('<c-rank :rank="1" />')
    assert "rank-top" in rendered('<c-rank :rank="3" />')


def test_a_masked_value_asks_why_before_it_shows():
    html = rendered(
        '<c-masked value="138****1234" label="手机" id="m1" reveal_url="/reveal/" field="phone" />'
    )
    inputs = {attrs["name"]: attrs for attrs in Tags(html).all("input")}

    assert 'method="post" action="/reveal/"' in html
    assert inputs["field"]["value"] == "phone"
    assert "required" in inputs["reason"]
    assert "dialog" not in rendered('<c-masked value="138****1234" label="手机" />')


def test_a_toast_offers_undo_for_ten_seconds():
    tags = Tags(rendered('<c-toast undo="/undo/">好</c-toast>'))

    assert tags.all("form")[0]["action"] == "/undo/"
    assert tags.all("div")[0]["data-toast"] == "10"
    assert Tags(rendered('<c-toast tone="alarm">错</c-toast>')).all("div")[0] == {
        "class": "toast-line tone-alarm",
        "role": "alert",
        "data-toast": "0",
    }


@pytest.mark.parametrize("tone", ["ok", "warn", "alarm", "info", "honour"])
def test_a_tone_is_never_colour_alone(tone):
    assert "<svg" in rendered(f'<c-badge tone="{tone}">状态</c-badge>')


def test_amounts_follow_the_language():
    source = '<c-money :value="12345678" unit="wan" />'

    assert "1,234.57 万元" in rendered(source)
    with translation.override("en"):
        assert "CNY 12,345,678" in rendered(source)
    assert "—" in rendered('<c-money :value="None" />')
