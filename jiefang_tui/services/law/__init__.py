"""The law's way of a matter: accepting, telling, handing on, extending, answering, serving, 复查 and 复核."""
