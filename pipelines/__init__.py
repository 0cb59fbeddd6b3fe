"""Scrapy item pipelines: normalise, store, judge."""
