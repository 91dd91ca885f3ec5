# What the engine itself says and understands, in every conversation

greet = Welcome to { $brand }. How can we help?
hello = Hello again.
thanks = You are welcome.
thanks-words = thanks, thank, thx, shukran
stale-choice = That choice belongs to an earlier message.
fallback-1 = We did not get that. Here is what we can do:
ask-again = Sorry, we did not get that.
short-menu = We still did not get that. You can choose one of these:
fallback-2 = Still not clear to us. Shall we bring in a colleague?
unsupported = We cannot read this kind of message. Please type it.
error-generic = Something went wrong on our side. Please try again shortly.
flow-changed = We updated this service while you were here, so we ask once more.
one-moment = One moment please, we are looking it up.
cancelled = Cancelled. The menu is available anytime.
opt-out-done = Messages stopped. Send START to resume.
opt-out-ask = Would you like us to stop messages?
opt-out-stop = Stop messages
opt-out-keep = Keep them
opt-out-kept = Nothing has changed: messages stay on.
opt-in-done = Messages are on again.
opt-out-words = =stop
    .also = unsubscribe, =opt out, stop, stop+messag*, stop+send*
opt-in-words = =start
    .also = =subscribe
lang-switched = Switched to English.
lang-offer = Shall we continue in English?
lang-name = English
    .also = english, =en, انجليزي، الإنجليزية، بالانجليزي
handoff-wait = We are passing you to our team and will answer here. Type "menu" to come back.
handoff-still-waiting = Your request is saved and a colleague will answer here. Type "menu" to come back.
back-to-bot = You are back with our automatic service.
leave-ask = You have not finished yet. Leave it?
leave-yes = Leave it
leave-no = Go on
yes = Yes
no = No
list-button = Options

cmd-menu = Menu
    .also = main menu, =restart, =home
cmd-agent = Agent
    .also = human, =support, representative, talk to someone, customer service, muwazaf, mowazaf
cmd-language = Language
    .also = change language
cmd-back = Back
    .also = =back, =previous
cmd-repeat = Repeat
    .also = =repeat, =say again
cmd-cancel = Cancel
    .also = =cancel, never mind
