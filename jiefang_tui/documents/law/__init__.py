"""What is written to the petitioner: notices and opinions; and the paper of a report for its envelope."""
