from ipaddress import ip_address

import pytest

from domain.shared.public_address import is_public
from domain.shared.web_address import AddressRefused, Allowed, WebAddress, read_web_address

OFFICE = Allowed.read("crm.office, 10.20.0.0/16 printer:8080 fd00::/8,192.0.2.7")
NASTY = """
    http://example.com/hook              plain http
    ftp://example.com/                   another protocol
    file:///etc/passwd                   a file
    gopher://example.com/                an old protocol
    javascript:alert(1)                  a script
    //example.com/hook                   no protocol
    example.com/hook                     no protocol either
    https://                             nothing behind it
    https:///hook                        no host
    https://?x=1                         no host, but a query
    https://localhost/                   this machine
    https://LOCALHOST/                   this machine, loudly
    https://localhost./                  this machine, absolutely
    https://example.com./                a root's dot
    https://app.localhost/               this machine by another name
    https://localhost:443/               with its port
    https://127.0.0.1/                   loopback
    https://127.1/                       loopback, short
    https://127.0.1/                     loopback, in three
    https://0/                           zero
    https://0.0.0.0/                     this host
    https://2130706433/                  decimal loopback
    https://017700000001/                octal loopback
    https://0177.0.0.1/                  octal in parts
    https://0x7f000001/                  hexadecimal
    https://0x7f.0.0.1/                  hexadecimal in parts
    https://0x7f.1/                      hexadecimal and short
    https://127.0.0.0x1/                 hexadecimal at the end
    https://00000127.0.0.1/              zeros before
    https://127.0.0.1.:443/              dotted at the end
    https://10.0.0.5/                    private
    https://172.16.0.1/                  private
    https://192.168.1.1/                 private
    https://100.64.0.1/                  a carrier's
    https://169.254.169.254/latest       metadata of clouds
    https://198.18.0.1/                  benchmarks
    https://192.0.2.1/                   documentation
    https://224.0.0.1/                   many at once
    https://240.0.0.1/                   the future's
    https://255.255.255.255/             everybody here
    https://192.88.99.1/                 an old relay
    https://[::1]/                       loopback
    https://[::]/                        any
    https://[::ffff:127.0.0.1]/          mapped
    https://[::ffff:7f00:1]/             mapped, in hexadecimal
    https://[::ffff:0:127.0.0.1]/        translated
    https://[::127.0.0.1]/               compatible
    https://[64:ff9b::10.0.0.1]/         NAT64
    https://[64:ff9b:1::1]/              NAT64 of one's own
    https://[2002:7f00:1::]/             6to4 of loopback
    https://[2002:a9fe:a9fe::1]/         6to4 of the metadata
    https://[2001:0:4136:e378:8000:63bf:f5ff:fffe]/  Teredo of 10.0.0.1
    https://[2001:db8::1]/               documentation
    https://[2600::5efe:10.0.0.1]/       ISATAP
    https://[fe80::1]/                   this link
    https://[fe80::1%25eth0]/            this link, with its zone
    https://[fc00::1]/                   private
    https://[fd12:3456::1]/              private
    https://[fec0::1]/                   a site's
    https://[ff02::1]/                   many at once
    https://[4000::1]/                   not given out
    https://[::1                         no end
    https://[v1.fe80]/                   a form of the future
    https://[example.com]/               a name in brackets
    https://user@example.com/            a user
    https://user:pass@example.com/       a password
    https://example.com@127.0.0.1/       one that looks like another
    https://127.0.0.1\\@example.com/     a backslash
    https:\\\\127.0.0.1/                 backslashes
    https://example.com:0/               port nought
    https://example.com:99999/           no port
    https://example.com:-1/              no port
    https://example.com:8o/              no number
    https://example.com:４４３/           wide digits
    https://127。0。0。1/                 ideographic dots
    https://①②⑦.⓪.⓪.①/                  circled digits
    https://ex\u00e4mple.com/            not written plainly
    https://example.com/\u202ehook       turned around
    https://exam\u00adple.com/           a soft hyphen
    https://metadata/                    a name of the house
    https://metadata.google.internal/    a name of the cloud
    https://printer.local/               a name of the house
    https://nas.lan/                     a name of the house
    https://1.0.0.127.in-addr.arpa/      a name of addresses
    https://-example.com/                no name
    https://exam..ple.com/               no name
    https://example.com%2e127.0.0.1/     escaped
    https://%31%32%37.0.0.1/             escaped digits
    https://*.example.com/               all of them
"""
CORPUS = [line.split()[0] for line in NASTY.encode().decode("utf-8").strip().splitlines()]
SPACED = [
    "https://example.com/a hook",
    "https://example.com/\r\nX-Evil: 1",
    "https://example.com/\x00",
    "\thttps://example.com/",
    " https://example.com/",
    "https://" + "a." * 200 + "com/",
    "https://example.com/" + "x" * 2000,
    "",
]


@pytest.mark.parametrize("url", [*CORPUS, *SPACED])
def test_no_request_goes_to_a_nasty_url(url: str) -> None:
    with pytest.raises(AddressRefused):
        read_web_address(url)


def test_the_corpus_is_not_small() -> None:
    assert len(CORPUS) >= 80


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "authority"),
    [
        ("https://example.com", "example.com", 443, "/", "example.com"),
        ("https://Example.COM:8443/a?b=c#d", "example.com", 8443, "/a?b=c", "example.com:8443"),
        ("https://hooks.xn--bcher-kva.example_a.com/x", "hooks.xn--bcher-kva.example_a.com", 443, "/x", None),
        ("https://93.184.216.34/", "93.184.216.34", 443, "/", "93.184.216.34"),
        (
            "https://[2606:2800:220:1::1]:444/",
            "2606:2800:220:1::1",
            444,
            "/",
            "[2606:2800:220:1::1]:444",
        ),
        ("https://example.com:/", "example.com", 443, "/", None),
    ],
)
def test_the_open_internet_can_be_called(
    url: str, host: str, port: int, path: str, authority: str | None
) -> None:
    found = read_web_address(url)
    assert (found.host, found.port, found.path) == (host, port, path)
    assert authority in (None, found.authority)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::8.8.8.8", True),
        ("2002:808:808::1", True),
        ("2002:a00:1::1", False),
        ("2001:0:808:808::f7f7:f7f7", True),
        ("2600::200:5efe:192.168.0.1", False),
        ("192.88.99.1", False),
    ],
)
def test_a_wrapped_address_is_judged_by_what_it_wraps(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


PUBLIC, PRIVATE = ip_address("93.184.216.34"), ip_address("10.0.0.1")


def test_a_name_with_one_private_address_is_refused() -> None:
    place = read_web_address("https://example.com/")
    place.check([PUBLIC, PUBLIC], Allowed())
    with pytest.raises(AddressRefused, match=r"example.com is in a private network \(10.0.0.1\)"):
        place.check([PUBLIC, PRIVATE], Allowed())


@pytest.mark.parametrize(
    "url",
    [
        "http://crm.office/hook",
        "http://crm.office:81/",
        "http://printer:8080/",
        "http://10.20.3.4/",
        "https://[fd00::1]/",
        "http://192.0.2.7/",
        "http://anything.of.ours/",
    ],
)
def test_the_operator_lets_requests_into_the_office(url: str) -> None:
    assert read_web_address(url, OFFICE).path in url


@pytest.mark.parametrize(
    "url", ["http://10.21.0.1/", "http://93.184.216.34/", "https://192.0.2.8/", "https://u@crm.office/"]
)
def test_what_the_operator_did_not_list_stays_closed(url: str) -> None:
    with pytest.raises(AddressRefused):
        read_web_address(url, OFFICE)


def test_a_name_is_judged_by_its_addresses_where_networks_are_listed() -> None:
    place = read_web_address("http://files.office/", OFFICE)
    place.check([ip_address("10.20.0.9")], OFFICE)
    for elsewhere in (PUBLIC, PRIVATE):
        with pytest.raises(AddressRefused):
            place.check([elsewhere], OFFICE)


def test_a_host_on_the_list_may_be_anywhere() -> None:
    place = read_web_address("http://crm.office/", OFFICE)
    place.check([PRIVATE, ip_address("127.0.0.1")], OFFICE)
    assert place == WebAddress("http", "crm.office", 80, "/", trusted=True)


@pytest.mark.parametrize("text", ["https://crm.office", "user@host", "10.0.0.0/99", "host/path", "host:x"])
def test_an_operators_list_that_makes_no_sense_is_no_list(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Allowed.read(text)
