"""The paper of an agreement (协议书) and the list on which payees sign (签领表)."""
