# The main menu

main-menu-ask = Please choose what you need:
menu-order_status = Track an order
    .desc = Where it is and when it arrives
    .also = orders, order status, track
menu-start_return = Return an item
    .desc = Choose the item and the reason
    .also = return, refund
menu-rma_instructions = Return instructions
    .desc = Label, handing over, last day
    .also = instructions, label
menu-check_in = Appointments
    .desc = Confirm, move, arrive
    .also = appointment, check in
menu-human_handoff = Talk to our team
    .desc = Customer service
    .also = agent, human, customer service
menu-language = Change language
    .desc = English or العربية
    .also = language
menu-my_data = My data
    .desc = See or delete what we keep
    .also = data, privacy
