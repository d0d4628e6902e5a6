"""What the web server tells the site. No Django: the master of gunicorn would keep the old one on a reload."""

HAS_WAITED = "iom_site.has_waited"  # for too long: nothing may be asked for it any more
