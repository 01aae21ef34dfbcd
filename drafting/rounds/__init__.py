"""A public-comment round: a draft goes out, comments come back, are carried on and answered."""
