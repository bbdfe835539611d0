"""Tables that come from elsewhere: xlsx, xls, ods, csv to plain rows of text."""
