"""Course packs: folders of plain text that a trainer can write, and the code that reads and checks them."""
