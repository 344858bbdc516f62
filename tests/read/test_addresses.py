"""Which addresses may be fetched, and which are the same."""

import pytest

from konon.read.addresses import address_key, is_public, refusal


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.1.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("::ffff:127.0.0.1", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"),
        *("2001:0:4136:e378:8000:63bf:80ff:fffe", "192.0.2.1", "no address"),
    ],
)
def test_address_is_not_public(address: str) -> None:
    """Private, loopback, link-local, metadata, reserved: also inside version 6."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_address_is_public(address: str) -> None:
    """The open internet may be fetched."""
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "//a/b"),
        *("http:///x", "http://u:p@a.example/", "http://a.example:22/", "http://[::1"),
        *("javascript:alert(1)", "http://a.example:99999/", "http://a/" + "x" * 3000),
    ],
)
def test_address_is_refused_by_its_look(url: str) -> None:
    """Other schemes, ports and passwords are refused before anything is asked."""
    assert refusal(url)


def test_addresses_of_one_page_share_a_key() -> None:
    """Scheme, "www.", tracking, fragment and a last slash make no other page."""
    keys = {
        address_key(url)
        for url in (
            "https://www.post.example/pier?id=1",
            "http://post.example:80/pier/?id=1&utm_source=x&fbclid=2#top",
            "https://POST.example/pier?id=1",
        )
    }
    assert keys == {"post.example/pier?id=1"}
    assert address_key("https://post.example/pier?id=2") not in keys
    assert address_key("urn:newsml:x") == "urn:newsml:x"
