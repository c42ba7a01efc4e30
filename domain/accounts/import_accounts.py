"""Read a practice-management export: one row per contact, several contacts per account."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.accounts.custom_field import CustomField
from domain.accounts.imported_account import ImportedAccount, ImportedContact
from domain.accounts.model import AccountType

COLUMNS = (
    "Account Name",
    "Account Type",
    "Account ID",
    "Tags",
    "Assigned Team Members",
    "Contact First Name",
    "Contact Last Name",
    "Contact Email",
    "Contact Phone",
    "Login",
    "Notify",
    "Signatory",
    "Street",
    "City",
    "State",
    "ZIP",
    "Notes",
)
LONGEST_NAME = 200
# Columns that are left out on purpose: what they hold may only be stored encrypted.
SENSITIVE = re.compile(r"\b(ssn|ein|tin)\b", re.IGNORECASE)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
_TYPES: Mapping[str, AccountType] = {
    "individual": AccountType.INDIVIDUAL,
    "company": AccountType.COMPANY,
    "business": AccountType.COMPANY,
}
_YES = frozenset({"yes", "y", "true", "1", "x"})


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that stays out: its number in the file (the heading is 1), the stable code, the reason."""

    row: int
    code: str
    reason: str


@dataclass(slots=True)
class AccountImport:
    """What a file holds: the accounts, the rows that stay out, and the columns that were left out."""

    accounts: list[ImportedAccount] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)
    rows: int = 0
    left_out: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


def read_accounts(
    text: str, members: Iterable[str], roles: Iterable[str] = (), fields: Iterable[CustomField] = ()
) -> AccountImport:
    """Read the CSV. `members` are the firm's names; a row that names another stays out, the rest goes in.

    Any column headed like one of the firm's `roles`, or Preparer or Reviewer, names the member who has it; one headed
    like one of its custom `fields` holds the value.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    headings = [heading for heading in reader.fieldnames or [] if heading]
    left_out = [heading for heading in headings if SENSITIVE.search(heading)]
    found = AccountImport(left_out=left_out, headings=headings)
    role_columns = [h for h in headings if h in {*roles, "Preparer", "Reviewer"}]
    taken = {*COLUMNS, *role_columns, *left_out}
    by_name = {one.name.lower(): one for one in fields if not one.archived}
    own = {h: by_name[h.lower()] for h in headings if h not in taken and h.lower() in by_name}
    known = {name.lower(): name for name in members}
    by_key: dict[str, ImportedAccount] = {}
    for place, raw in enumerate(reader, start=2):
        row = {
            key: (value or "").strip()
            for key, value in raw.items()
            if isinstance(key, str) and not isinstance(value, list)
        }
        if not any(row.values()):
            continue
        found.rows += 1
        bad = _fault(place, row, role_columns, known) or _bad_value(place, row, own)
        if bad is not None:
            found.bad_rows.append(bad)
            continue
        account = by_key.setdefault(_key(row), _account(row))
        if account not in found.accounts:
            found.accounts.append(account)
        _add(account, row, role_columns, known)
        values = {str(one.id): one.parse(row[h]) for h, one in own.items() if row.get(h)}
        account.custom_fields = {**values, **account.custom_fields}
    return found


def _key(row: Mapping[str, str]) -> str:
    """Rows of one account have one Account ID; without it, one name and type."""
    return row.get("Account ID") or f"{row['Account Name']}\n{row.get('Account Type', '')}".lower()


def _fault(
    place: int, row: Mapping[str, str], role_columns: Iterable[str], known: Mapping[str, str]
) -> BadRow | None:
    if not row.get("Account Name"):
        return BadRow(place, "account_name_missing", "The account has no name.")
    if len(row["Account Name"]) > LONGEST_NAME:
        return BadRow(place, "account_name_too_long", f"A name has at most {LONGEST_NAME} characters.")
    email = row.get("Contact Email", "")
    if email and not _EMAIL.match(email):
        return BadRow(place, "email_invalid", f"“{email}” is no e-mail address.")
    for name in [*_split(row.get("Assigned Team Members", "")), *(row[column] for column in role_columns)]:
        if name and name.lower() not in known:
            return BadRow(place, "member_unknown", f"“{name}” is no member of the firm.")
    return None


def _bad_value(place: int, row: Mapping[str, str], own: Mapping[str, CustomField]) -> BadRow | None:
    for heading, one in own.items():
        text = row.get(heading, "")
        wrong = one.wrong(one.parse(text)) if text else None
        if wrong is not None:
            return BadRow(place, "custom_field_invalid", wrong)
    return None


def _account(row: Mapping[str, str]) -> ImportedAccount:
    street = [
        row.get("Street", ""),
        row.get("City", ""),
        f"{row.get('State', '')} {row.get('ZIP', '')}".strip(),
    ]
    return ImportedAccount(
        name=row["Account Name"],
        type=_TYPES.get(row.get("Account Type", "").lower(), AccountType.OTHER),
        number=row.get("Account ID") or None,
        address=", ".join(part for part in street if part),
    )


def _add(
    account: ImportedAccount, row: Mapping[str, str], role_columns: Iterable[str], known: Mapping[str, str]
) -> None:
    account.tags = list(dict.fromkeys([*account.tags, *_split(row.get("Tags", ""), ",")]))
    people = [known[name.lower()] for name in _split(row.get("Assigned Team Members", ""))]
    account.members = list(dict.fromkeys([*account.members, *people]))
    account.roles |= {column: known[row[column].lower()] for column in role_columns if row[column]}
    account.notes = account.notes or row.get("Notes", "")
    if row.get("Contact First Name") or row.get("Contact Last Name"):
        account.contacts.append(
            ImportedContact(
                first_name=row.get("Contact First Name") or row["Contact Last Name"],
                last_name=row.get("Contact Last Name", "") if row.get("Contact First Name") else "",
                email=row.get("Contact Email", ""),
                phone=row.get("Contact Phone", ""),
                portal=row.get("Login", "").lower() in _YES,
                notified=row.get("Notify", "").lower() in _YES,
                signatory=row.get("Signatory", "").lower() in _YES,
            )
        )


def _split(text: str, sign: str = ";") -> Iterator[str]:
    return (part.strip() for part in text.split(sign) if part.strip())
