"""The texts of mails, a folder for each language; `letters` makes mails of them."""
