"""`raitti export xlsx FILE`"""

from raitti.exchange.exporting import FileExport


class Command(FileExport):
    help = "Write the published directory as a workbook: organisations, services and places."
    format = "xlsx"
