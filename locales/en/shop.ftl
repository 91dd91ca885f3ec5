# Words that the flows about orders and returns share

order-number-invalid = We could not read an order number. Please type just the number, for example ORD-1001, or type "agent" to talk to our team.
order-missing = We could not find order { $order_no }.
order-what-next = Is there anything else we can do?
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
order-goodbye = You are welcome. The menu is available anytime.

## The team

team-noted = Our team has your message and will answer here.
team-busy = Everyone in our team is busy right now. Your message is kept, and we will answer here as soon as we can.
team-away = Our team has left for today and is back { $opens }. Your message is kept, and we will answer here.

csat-ask = How was the help from our team?
csat-5 = Excellent
    .also = =great, =good, 👍
csat-3 = Fair
    .also = =ok, =okay, =average
csat-1 = Needs work
    .also = =bad, =poor, 👎
csat-thanks = Thank you for telling us.
