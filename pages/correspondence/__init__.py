"""Messages to the office: how they are kept secret, sent, held back, read, answered and forgotten."""
