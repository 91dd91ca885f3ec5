# The main menu

main-menu-ask = Please choose what you need:
menu-order_status = Track an order
    .desc = Where it is and when it arrives
    .also = orders, order status, track
menu-agent = Talk to our team
    .desc = Customer service
    .also = agent, human, customer service
