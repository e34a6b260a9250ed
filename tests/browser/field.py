"""A phone in the field: its pages, what is saved on it, and what its store holds."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.support.photos import jpeg

OPEN = """
    const opened = await new Promise((done) => {
        const request = indexedDB.open("campaign-field");
        request.onsuccess = () => done(request.result);
    });
    const settled = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
"""
# The addresses of the pages that the phone keeps.
KEPT = f"""async () => {{
    {OPEN}
    const keys = await settled(opened.transaction("pages").objectStore("pages").getAllKeys());
    opened.close();
    return keys.map(([, address]) => address);
}}"""
COPY = f"""async (number) => {{
    {OPEN}
    const items = opened.transaction("items", "readwrite").objectStore("items");
    const [first] = await settled(items.getAll());
    for (let index = 1; index < number; index += 1) {{
        const uuid = `0199${{String(index).padStart(4, "0")}}-0000-7000-8000-000000000000`;
        const fields = first.fields.map(([name, value]) => [name, name === "uuid" ? uuid : value]);
        items.put({{ ...first, uuid, fields }});
    }}
    await new Promise((done) => {{ items.transaction.oncomplete = done; }});
    opened.close();
}}"""


def today(borrower):
    """The list of the day."""
    return reverse("fieldwork:today", args=[borrower.campaign.code])


def visit_form(borrower):
    """The form of the visit."""
    return reverse("fieldwork:visit_record", args=[borrower.campaign.code, borrower.pk])


def fill_phone(page: Page, borrower) -> None:
    """One visit of the day's list with signal: its pages are kept, and the service worker holds the shell."""
    page.goto(today(borrower))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    while visit_form(borrower) not in page.evaluate(KEPT):
        page.wait_for_timeout(100)


def refuse_posts(page: Page) -> None:
    """No visit gets through, though there is signal."""
    page.route(
        "**/visit/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )


def is_kept(page: Page) -> None:
    """The phone has taken it, and shows where it waits."""
    expect(page.get_by_role("heading", name="发件箱")).to_be_visible()
    waits(page, 1)


def save_visit(page: Page, *, note: str = "", photos: int = 0) -> None:
    """What is tapped at a door."""
    form = page.locator("form#visit")
    form.get_by_label("借款人", exact=True).check()
    form.get_by_label("协商中").check()
    form.get_by_label("何晓燕").check()
    form.get_by_label("已亮明身份").check()
    form.get_by_label("备注").fill(note)
    if photos:
        files = [
            {"name": f"{shade}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(400, 300, shade=40 * shade)}
            for shade in range(photos)
        ]
        form.get_by_label("照片").set_input_files(files)
        expect(page.get_by_role("img", name=f"照片 {photos}")).to_be_visible()
    page.get_by_role("button", name="保存").click()


def waits(page: Page, number: int) -> None:
    """The phone says how many items it has not sent."""
    bar = page.locator("[data-unsent]")
    if number:
        expect(bar).to_contain_text(f"{number} 条未发送")
    else:
        expect(bar).to_be_hidden(timeout=20_000)
