# Order status

# Phrases that begin this flow: "+" joins two words anywhere, "*" completes a word, "=" is the whole message
order-status-triggers = order status
    .also = where+order, track+order, =track, =my order, when+order, order+late, order+delay*, order+not+arriv*, order+didn+arriv*, order+hasn+arriv*, not+receiv*+order, didn+receiv*+order, haven+receiv*+order, never+receiv*+order, where+package, where+parcel, where+shipment, wain+talab*, wen+talab*, wen+6alab*, fein+talab*, 7alat+talab*

order-ask-number = Please type your order number, for example ORD-1001. You will find it in your order confirmation.
order-number-invalid = We could not read an order number. Please type just the number, for example ORD-1001, or type "agent" to talk to our team.
order-missing = We could not find order { $order_no }.

order-status-dated = { $status ->
    [shipped] Order { $order_no } is on its way and should arrive { $date }. Total { $total }.
    [out_for_delivery] Order { $order_no } is out for delivery, expected { $date }. Total { $total }.
    [delivered] Order { $order_no } was delivered on { DATE($date, style: "long") }. Total { $total }.
    [preparing] Order { $order_no } is being prepared and should arrive { $date }. Total { $total }.
    [cancelled] Order { $order_no } was cancelled on { DATE($date, style: "long") }. Total { $total }.
   *[unknown] Order { $order_no } is being processed, expected { $date }. Total { $total }.
}
order-status-plain = { $status ->
    [shipped] Order { $order_no } is on its way. Total { $total }.
    [out_for_delivery] Order { $order_no } is out for delivery. Total { $total }.
    [delivered] Order { $order_no } was delivered. Total { $total }.
    [preparing] Order { $order_no } is being prepared. Total { $total }.
    [cancelled] Order { $order_no } was cancelled. Total { $total }.
   *[unknown] Order { $order_no } is being processed. Total { $total }.
}

order-what-next = Is there anything else we can do?
next-another = Another order
    .also = another, other order, another one
next-agent = Talk to our team
    .also = agent, human, customer service
next-done = No, thanks
    .also = =no, =nope, =ok, =okay, =done, =that is all, =thats all, =nothing else

order-shop-down = We cannot reach our order system right now. How shall we go on?
shop_down-retry = Try again
    .also = retry, again
shop_down-agent = Talk to our team
    .also = agent, human, customer service
shop_down-menu = Main menu
    .also = menu

order-offer-agent = We have not found your order yet. Shall we bring in a colleague?
order-goodbye = You are welcome. The menu is available anytime.
order-went-quiet = We did not hear back, so we closed your order question. The menu is available anytime.
