
# Order status

# Phrases that begin this flow: "+" joins two words anywhere, "*" completes a word, "=" is the whole message
order-status-triggers = order status
    .also = where+order, where is my order, track my order, when+deliver*, track+order, =track, =my order, when+order, order+late, order+delay*, order+not+arriv*, order+didn+arriv*, order+hasn+arriv*, not+receiv*+order, didn+receiv*+order, haven+receiv*+order, never+receiv*+order, where+package, where+parcel, where+shipment, wain+talab*, wen+talab*, wen+6alab*, fein+talab*, 7alat+talab*

order-ask-number = Please type your order number, for example ORD-1001. You will find it in your order confirmation.
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

next-another = Another order
    .also = another, other order, another one
order-offer-agent = We have not found your order yet. Shall we bring in a colleague?
order-went-quiet = We did not hear back, so we closed your order question. The menu is available anytime.

next-return = Return an item
    .also = return, refund, send back
next-notify = Keep me updated
    .also = notify, notify me, updates, tell me
    .desc = A message whenever the status changes

order-optin-ask = Shall we send you a message whenever the status of order { $order_no } changes? You can stop the messages at any time with the word STOP.
order-optin-thanks = Done. We will send you a message whenever the status of order { $order_no } changes.
# The status within a sentence, for templates
order-state = { $status ->
    [shipped] on its way
    [out_for_delivery] out for delivery
    [delivered] delivered
    [preparing] being prepared
    [cancelled] cancelled
   *[unknown] being processed
}
