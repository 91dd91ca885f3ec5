# Talking to a person

human-handoff-triggers = complain*, complaint
    .also = file a complaint, speak to the manager, need help with payment

human-handoff-ask-topic = What is it about? Your answer brings you to the right colleague.
topic-orders = An order
    .desc = Delivery, changes, missing items
    .also = order, orders, delivery
topic-returns = A return
    .desc = Returning goods, refunds
    .also = return, returns, refund
topic-payment = A payment
    .desc = Charges, invoices
    .also = payment, invoice, charge, card
topic-other = Something else
    .also = other, something else, another thing

human-handoff-ask-note = In one or two sentences: what happened? Our colleague reads it before answering.

human-handoff-closed = Our team answers again { $opens }. Would you like to leave the message for them?
closed-leave = Leave the message
    .also = leave, leave it, message
closed-menu = Main menu
    .also = menu

human-handoff-nobody = We are sorry: all our colleagues are still busy. Your message is kept. Would you like to keep waiting?
nobody-wait = Keep waiting
    .also = wait, keep waiting, stay
nobody-menu = Main menu
    .also = menu
