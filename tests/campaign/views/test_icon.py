"""Browsers ask for the icon by themselves, also where they show a file that is no page."""

from django.urls import reverse


def test_the_icon_leads_to_the_mark_of_the_pages(client):
    response = client.get("/favicon.ico")

    assert reverse("campaign:favicon") == "/favicon.ico"
    assert response.status_code == 302
    assert "/img/mark" in response["Location"]
