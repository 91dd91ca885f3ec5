# Returning an item

# Phrases that begin this flow: "+" joins two words anywhere, "*" completes a word, "=" is the whole message
start-return-triggers = return an item
    .also = =return, =returns, =refund, return+order, return+item, return+product, return+something, want+return, like+return, send+back, give+back, want+refund, get+refund, money back, exchange+item, abgha arja3, arja3+talab

returns-closed = Returns in this chat are closed at the moment. Our team can help you.
return-ask-number = Please type the number of the order with the item, for example ORD-1001.
return-not-delivered = Order { $order_no } has not been delivered yet. You can return items once it is.
return-too-late = Order { $order_no } is past its return period, { $days ->
    [one] one day
   *[other] { $days } days
} from the delivery.
return-nothing-left = Everything in order { $order_no } has been returned already.
return-refused-next = How shall we go on?
after_no-agent = Talk to our team
    .also = agent, human, customer service, =yes
after_no-menu = Main menu
    .also = menu, =no

item-label = Item
return-ask-item = Which item would you like to return?
reason-label = Reason
return-ask-reason = What is the reason?
reason-damaged = It arrived damaged
    .also = damaged, broken, faulty, defect
reason-wrong_item = A different item came
    .also = wrong item, wrong one, not what I ordered
reason-not_as_described = Not as described
    .also = not as pictured, different, size
reason-changed_mind = No longer needed
    .also = changed my mind, don't need it, don't want it
photo-label = Photo
return-ask-photo = Please send a photo of the item that shows what is wrong.
return-photo-invalid = We need a photo here. Please send one from your camera or your gallery.
note-label = Note
return-ask-note = Anything you would like to add? To go on without a note, just send "skip".
refund-label = Refund
return-ask-refund-plain = How shall we refund you?
return-ask-refund-credit_first = How shall we refund you? Store credit is added as soon as we receive the item; the card takes a few days.
refund-card = To the card
    .also = card, bank, visa, mada
refund-credit = Store credit
    .also = credit, voucher, store

return-review = Please check your return:
return-created = Your return { $rma } is registered. Last day to hand the item over: { $ship_by }.
return-label-caption = Return label { $rma }
return-failed = We could not register the return automatically. Our team will complete it.
return-what-next = Shall we show you how to hand the item over?
after_return-handover = How to hand over
    .also = =yes, instructions, how
after_return-done = No, thanks
    .also = =no, =nope, =ok, =done
return-stopped = We stopped here, and no return was registered. The menu is available anytime.
return-went-quiet = We did not hear back, so we closed your return and registered nothing. The menu is available anytime.
