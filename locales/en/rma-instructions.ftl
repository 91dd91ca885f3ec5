# Instructions for a return

rma-triggers = return instructions
    .also = return+instruction*, return+label, return status, track+return, where+return, status+return, =rma, rma number, return number, drop off+return, pick up+return, how+send+back, how+hand+over

rma-ask-number = Please type the number of the return, for example RMA-100201, or of the order, for example ORD-1002.
rma-number-invalid = We could not read a number. Please type just the number of the return or of the order, for example RMA-100201.
rma-missing = We could not find a return with the number { $number }.
rma-ask-which = This order has more than one return. Please choose one:
# The state of a return, as the description of an option
rma-state = { $status ->
    [waiting_parcel] waiting for the parcel
    [in_transit] on its way to us
    [received] received
    [refunded] refunded
    [expired] past its last day
   *[unknown] being processed
}
rma-status = { $status ->
    [in_transit] Return { $rma } is on its way to us. We refund you once it has arrived and been checked.
    [received] Return { $rma } has arrived. We refund you within a few days.
    [refunded] Return { $rma } is complete and refunded.
    [expired] Return { $rma } is past its last day.
   *[unknown] Return { $rma } is being processed.
}
rma-deadline = We are waiting for return { $rma }. Please put the following label on the parcel.
    { $days ->
        [0] Today is the last day to hand it over.
        [one] The last day to hand it over is { $ship_by }, one day from now.
       *[other] The last day to hand it over is { $ship_by }, { $days } days from now.
    }
rma-too-late = The last day to hand over return { $rma } was { $ship_by }.
rma-offer-agent = Shall we bring in a colleague to see whether it can still be accepted?

rma-ask-way = How would you like to hand it over?
way-drop_off = Bring it to a branch
    .also = branch, drop off, myself
way-pickup = Pickup at home
    .also = pickup, pick up, home, courier
rma-drop-off = Our branch: { $name }, daily from { $from } to { $to }.
rma-will-remind = We will remind you one day before the last day.
rma-ask-day = Which day suits you for the pickup?
# The title of an option, at most 24 characters, and its description
rma-pickup-day = { DATE($date, style: "short") }
rma-pickup-hours = { $date }, { $from } to { $to }
rma-pickup-confirm = We pick it up { $date } between { $from } and { $to }. Shall we confirm this?
rma-pickup-booked = The pickup is booked { $date } between { $from } and { $to }. Please have the parcel ready with the label on it.
rma-pickup-taken = That time is no longer free. Here is what we can offer now.

rma-none-next = How shall we go on?
after_none-return = Return an item
    .also = return, refund
after_none-agent = Talk to our team
    .also = agent, human, customer service
after_none-menu = Main menu
    .also = menu
rma-went-quiet = We did not hear back, so we closed the chat about your return. The menu is available anytime.
