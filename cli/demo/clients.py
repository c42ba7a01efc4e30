"""Whom the demo firm works for: sixty made-up accounts."""

from dataclasses import dataclass

from domain.accounts.model import AccountType

TAGS = {
    "1040": "blue",
    "Bookkeeping": "teal",
    "Extension": "orange",
    "Multi-year engagement": "slate",
    "New client": "green",
    "Open questions": "pink",
    "Payroll": "sky",
    "Sales tax": "brown",
    "Schedule C": "olive",
    "VIP": "violet",
}


@dataclass(frozen=True, slots=True)
class Client:
    """An account: its contacts are written “First Last”, the first one signs."""

    name: str
    type: AccountType
    contacts: tuple[str, ...]
    tags: tuple[str, ...] = ()
    notes: str = ""
    has_email: bool = True


def _person(line: str) -> Client:
    """From “Last, First [& First] | tags | notes”."""
    name, tags, notes = (part.strip() for part in f"{line}||".split("|")[:3])
    last, firsts = name.split(", ", 1)
    people = tuple(f"{first} {last}" for first in firsts.split(" & "))
    tagged = tuple(tag.strip() for tag in tags.split(",") if tag.strip())
    return Client(name, AccountType.INDIVIDUAL, people, tagged, notes)


def _business(line: str) -> Client:
    """From “Name | contacts | tags | notes”."""
    name, contacts, tags, notes = (part.strip() for part in f"{line}|||".split("|")[:4])
    people = tuple(person.strip() for person in contacts.split(","))
    tagged = tuple(tag.strip() for tag in tags.split(",") if tag.strip())
    type_ = AccountType.OTHER if "Trust" in name or "Estate" in name else AccountType.COMPANY
    return Client(name, type_, people, tagged, notes)


_PEOPLE = """
Abbott, Rachel & Owen | Multi-year engagement | Twins start college next fall
Aguilar, Lucía | New client
Bennett, Claire & Hugh | VIP, Multi-year engagement | Calls Olivia directly; two rental homes in Vermont
Bergström, Nils | Schedule C | Carpenter; mileage log in a shoebox
Brooks, Tanya | |
Castillo, Mateo & Elena | Multi-year engagement | Prefer e-mail in Spanish
Chen, Wei & Lan | VIP | Stock options vest every March
Coleman, Derrick | Extension | K-1 from the family partnership always comes in September
Dubois, Margaux | Schedule C, Bookkeeping | Translator, works from home
Eriksen, Solveig | New client
Farrell, Siobhán & Patrick | Multi-year engagement
Fischer, Jonas | | Moved from Ohio in June: two state returns
Foster, Gloria | Multi-year engagement | Retired teacher; prefers paper
Galli, Paolo & Chiara | Extension, VIP
Gupta, Anika | Schedule C, New client | Freelance designer, first year
Hansen, Erik | |
Hayashi, Kenji & Yumi | Multi-year engagement | Foreign bank accounts: FBAR
Holloway, June | | Widowed this year
Ibrahim, Yusuf & Amina | Schedule C | Ride-share and a food stall
Jankowski, Piotr | New client
Jensen, Freja | Multi-year engagement
Kaplan, Ruth & Saul | VIP, Multi-year engagement | Donor-advised fund; ask for the letters
Kim, Ji-woo | |
Larsen, Astrid | Extension | Sold the lake house
Lindqvist, Oskar & Maja | Multi-year engagement
MacDonald, Fiona | Schedule C, Bookkeeping, Sales tax | Pottery studio; sells at fairs
Mensah, Kofi | New client
Moretti, Giulia | |
Nakamura, Aiko | Multi-year engagement
Novak, Petra & Tomáš | Extension
O'Brien, Declan | Schedule C | Musician; touring income in nine states
Okonkwo, Chidi & Ngozi | Multi-year engagement | Adopted in May: adoption credit
Patel, Riya | |
Petrov, Dmitri | New client, Schedule C
Reyes, Carmen | Multi-year engagement
Rossi, Emma & Luca | VIP | Three children, one with a part-time job
Schneider, Karl | | No e-mail; send letters, call in the morning
Silva, Beatriz & Rui | Multi-year engagement
Thompson, Marjorie | Extension | Estate of her mother still open
Turner, Malik | |
Weiss, Hannah & Joel | Multi-year engagement
Zhang, Min | New client
"""

_BUSINESSES = """
Alder Street Dental PC | Nora Vance, Samir Haddad | Bookkeeping, Payroll | Two partners; reports to both
Blue Heron Kayaks LLC | Tess Lindgren | Bookkeeping, Sales tax | Seasonal: May to October
Brightside Child Care Inc. | Angela Ruiz | Bookkeeping, Payroll
Copper Kettle Bakery LLC | Dominic Ferraro, Ana Ferraro | Bookkeeping, Payroll, Sales tax | Closed on Mondays
Cedar & Pine Landscaping LLC | Walt Jorgensen | Bookkeeping, Payroll
Dockside Marine Repair Inc. | Renata Souza | Bookkeeping, Sales tax
Evergreen Veterinary Group PLLC | Priscilla Tan, Mark Tan | Bookkeeping, Payroll, VIP
Fairmont Yoga Collective LLC | Saoirse Kelly | Bookkeeping, New client
Granite State Roofing Inc. | Bill Thibodeau | Bookkeeping, Payroll
Harbor Lane Books LLC | Miriam Stein | Bookkeeping, Sales tax | Inventory count each January
Ironwood Fitness LLC | Andre Mitchell | Bookkeeping, Payroll
Juniper Web Studio LLC | Lena Fuchs | Bookkeeping
Kestrel Architects PC | Ravi Menon, Olga Sokolova | Bookkeeping, Payroll, VIP | Fiscal year ends 6/30
Maple Row Property Mgmt LLC | Georgia Pratt | Bookkeeping
North Shore Plumbing Inc. | Victor Nowak | Bookkeeping, Payroll, Sales tax
Wild Thyme Catering LLC | Beth Castellano | Bookkeeping, Sales tax, New client
The Abernathy Family Trust | Charles Abernathy | VIP | Form 1041, December year end
Estate of Ruth Malone | Peter Malone | Extension | Executor lives abroad; mornings only
"""

_WITHOUT_EMAIL = "Schneider, Karl"


def all_clients() -> list[Client]:
    """The sixty, in the order of the firm's own numbers."""
    people = [_person(line) for line in _PEOPLE.strip().splitlines()]
    businesses = [_business(line) for line in _BUSINESSES.strip().splitlines()]
    both = sorted([*people, *businesses], key=lambda client: client.name.casefold())
    return [_unreachable(client) if client.name == _WITHOUT_EMAIL else client for client in both]


def _unreachable(client: Client) -> Client:
    return Client(client.name, client.type, client.contacts, client.tags, client.notes, has_email=False)
