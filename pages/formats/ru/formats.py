"""Dates in Russian: `27 ноября 2023 г.`, without a break before the last letter."""

DATE_FORMAT = "j E Y\xa0г."
YEAR_MONTH_FORMAT = "F Y\xa0г."
FIRST_DAY_OF_WEEK = 1
