"""Hotlines as the tests of help make them."""

NUMBER = 'href="tel:+99300000001"'
