"""The columns of HSDS 3.0's tabular package, as far as we fill tables (specification 3.0, CC BY-SA 4.0)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table's file, its columns in their order, those that must be filled, and types other than string."""

    file: str
    columns: tuple[str, ...]
    required: frozenset[str]
    types: dict[str, str]


# Table and file, then the columns: `*` must be filled, `:` begins the type.
_TABLES = """
organization organizations.csv
    id* name* alternate_name description* email website tax_status tax_id year_incorporated:number legal_status
    logo uri parent_organization_id
service services.csv
    id* organization_id* program_id name* alternate_name description url email status* interpretation_services
    application_process fees_description wait_time fees accreditations eligibility_description
    minimum_age:number maximum_age:number assured_date:date assurer_email licenses alert last_modified:datetime
attribute attributes.csv
    id* link_id* taxonomy_term_id* link_type link_entity* value
service_at_location service_at_location.csv
    id* service_id* location_id* description
location locations.csv
    id* location_type* url organization_id name alternate_name description transportation latitude:number
    longitude:number external_identifier external_identifier_type
phone phones.csv
    id* location_id service_id organization_id contact_id service_at_location_id number* extension:number type
    description
contact contacts.csv
    id* organization_id service_id service_at_location_id location_id name title department email
address addresses.csv
    id* location_id attention address_1* address_2 city* region state_province* postal_code* country*
    address_type*
schedule schedules.csv
    id* service_id location_id service_at_location_id valid_from:date valid_to:date dtstart:date timezone:number
    until:date count:number wkst freq interval:number byday byweekno bymonthday byyearday description
    opens_at:time closes_at:time schedule_link attending_type notes
service_area service_areas.csv
    id* service_id name description extent extent_type uri
language languages.csv
    id* service_id location_id phone_id name code note
accessibility accessibility.csv
    id* location_id description details url
taxonomy_term taxonomy_terms.csv
    id* code name* description* parent_id taxonomy language taxonomy_id term_uri
meta_table_description meta_table_descriptions.csv
    id* name language character_set
organization_identifier organization_identifiers.csv
    id* organization_id* identifier_scheme identifier_type* identifier*
taxonomy taxonomies.csv
    id* name* description* uri version
"""


def _parse(text: str) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for block in text.replace("\n    ", " ").strip().splitlines():
        name, file, *words = block.split()
        columns = {word.partition(":")[0].rstrip("*"): word for word in words}
        required = frozenset(column for column, word in columns.items() if "*" in word)
        types = {column: word.partition(":")[2] for column, word in columns.items() if ":" in word}
        tables[name] = Table(file, tuple(columns), required, types)
    return tables


TABLES = _parse(_TABLES)
