"""The recipient opens the link of a mail and takes the badge, or says that it is not theirs."""
