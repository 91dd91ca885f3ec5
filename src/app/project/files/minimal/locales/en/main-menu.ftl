# The menu: opening hours, or a person who answers

menu-ask = Please choose what you need:
menu-hours = Opening hours
    .also = hours, when are you open, open
menu-person = Talk to our team
    .also = agent, human, customer service

hours-are = We are open Saturday to Thursday, from 9:00 AM to 9:00 PM.
name-ask = What name shall we call you by?
name-thanks = Thank you, { $name }.
