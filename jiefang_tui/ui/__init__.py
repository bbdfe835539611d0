"""The screens: a Textual application that calls services and shows what the queries say."""
