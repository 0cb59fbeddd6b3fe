"""Commands of Scrapy that know what an inspection needs (COMMANDS_MODULE)."""
