# What the engine itself says in English. Translator's guide: locales/README.md

## Greeting

greet = Welcome to { $brand }. How can we help?
courtesy = You are welcome

## Question and answer

list-button = See the options
confirm-yes = Yes
    .also = =ok, =okay, =y, =yep, =yeah, =sure, =correct, =right, =aiwa, =aywa, =tamam, 👍
confirm-no = No
    .also = =n, =nope, =nah, =wrong, =not now, =la2, 👎

invalid-text = There was no text we could keep. Please answer in a short message.
invalid-int = We need a whole number here, for example 2
invalid-decimal = We need a number here, for example 12.50
invalid-date = We could not read the date. Please write it like 20 November, or just "tomorrow"
invalid-phone = We could not read the mobile number. Please write it with its country code, for example +966501234567
invalid-email = We could not read the e-mail address. Please write it like name@example.com
invalid-order-no = We could not read the order number. Please write it as in your confirmation, for example ORD-1001
invalid-regex = The answer does not have the form we need. Please try again.
invalid-one-of = That answer is not one of the options.

## When we do not understand

fallback-1 = We did not get that. Here is what we can do:
fallback-2 = Still not clear to us. Shall we bring in a colleague?
unsupported = We cannot use this here. Please type it instead.
error-generic = Something went wrong on our side. Please try again shortly.
error-offer = Something went wrong on our side. Shall we bring in a colleague?
agent-ask = Shall we bring in a colleague?
offer-agent = Talk to a person
    .also = agent, human, person, =yes, =ok, =sure
offer-menu = Main menu
    .also = menu, =no, =no thanks

## Commands

command-cancelled = We stopped here, and nothing was changed. The menu is available anytime.

## Language

lang-offer = Shall we continue in English?
    .yes = Yes, in English
    .no = Keep it as it is
lang-switched = Switched to English
lang-ask = Which language shall we use? بأي لغة نكمل المحادثة؟
lang-button = English

## Subscription to messages

opt-out-ask = Shall we stop our messages to you?
opt-out-ask-stop = Stop messages
    .also = =yes, =stop, =stop them
opt-out-ask-keep = Keep them
    .also = =no, =keep, =don't stop
opt-out-done = Messages stopped. Send START to resume.
opt-out-kept = Nothing changed, messages will continue.
opt-in-done = Messages are on. Send STOP to turn them off.

## The team

handoff-queued = Passing you to our team.
handoff-queued-wait = Passing you to our team. Expected wait: { $minutes ->
    [0] less than a minute
    [one] one minute
   *[other] { $minutes } minutes
}
handoff-waiting = Our team has your message and will answer here. Send "menu" to go back to our automatic services.
handoff-cancelled = The transfer to our team is cancelled.
agent-joined = You are now chatting with { $agent } from { $brand }
back-to-bot = The chat with our team has ended. The menu is available anytime.

## Phrases we look for (never shown)
## Plain: words side by side. =whole message, a+b scattered words, begin* of a word

opt-out-phrases = =stop, =stop all, =stopall, unsubscribe, =opt out, =optout, stop+messag*, stop+send*, stop texting
opt-out-maybe = stop, opt out, unsubscrib*, no more messages, don't message, don't text, remove me, take me off, leave me alone, cancel+subscription
opt-in-phrases = =start, =unstop, =subscribe, =opt in, =resume messages

cmd-menu = =menu, main menu, show+menu, =home, =start over, =restart, =help, =qayma, =el qaima
    .title = Menu
cmd-agent = agent, human, =support, representative, talk to someone, talk to a person, real person, customer service, muwazaf, mowazaf
    .title = Agent
cmd-language = change+language, =language, =lang, switch+language, other language
    .title = Change language
cmd-lang-ar = =arabic, in arabic, =ar, =3arabi, =arabi, bel 3arabi, speak arabic, want arabic, talk+arabic, switch to arabic
    .title = Arabic
cmd-lang-en = =english, in english, =en, =englizi, =ingilizi, speak english, want english, talk+english, switch to english
    .title = English
cmd-back = =back, =go back, =previous, =previous question
    .title = Back
cmd-repeat = =repeat, =again, =say again, =what was the question
    .title = Repeat
cmd-cancel = =cancel, =never mind, =nevermind, =quit, =exit, =forget it, =end chat
    .title = Cancel

## When we ask again or wait

hello = Hello again.
# Words of thanks and of leaving that carry no request
thanks-words = thanks, thank, thx, shukran, bye, goodbye
stale-choice = That choice belongs to an earlier message.
ask-again = Sorry, we did not get that.
short-menu = We still did not get that. You can choose one of these:
flow-changed = We updated this service while you were here, so we ask once more.
one-moment = One moment please, we are looking it up.
leave-ask = You have not finished yet. Leave it?
leave-yes = Leave it
leave-no = Go on
# Before a question that waited while another service was used
go-on = Let us go on where we stopped.
handoff-nobody = We are sorry, nobody of our team could answer in time. Shall we try again?
handoff-resolved = The chat with our team has ended. Write to us anytime.

## Files and places

invalid-image = We need a picture here. Please send one from the camera or the album.
invalid-document = We need a file here. Please send it as a document.
invalid-audio = We need a voice message here.
invalid-video = We need a video here.
invalid-media = We need a picture or a file here.
invalid-location = We need a location here. Please use the button that sends it.
invalid-contact = We need a contact card here. Please send it as an attachment.
invalid-form = Please fill in the form with the button under the message.
form-open = Open the form
received = received
received-image = picture received
received-document = file received
received-audio = voice message received
received-video = video received
received-location = location received
# A button under a question that may be left without an answer
skip-word = Skip
    .also = =skip it, =skip this, =no, =none, =nothing, =no thanks, =nope

## Looking over the answers

review-line = { $label }: { $value }
review-none = none
review-yes = Confirm
    .also = =yes, =yes please, =ok, =okay, =correct, =right, =all good, =looks good, 👍
review-edit = Change something
    .also = =change, =edit, =no, =wrong, =fix
review-stop = Cancel request
    .also = =cancel, =stop it, =cancel it, =never mind
review-ask = Which answer shall we change?

## Long lists

page-more = More
page-back = Back
page-title = { $from } to { $until } of { $count }

busy = You have written a lot within an hour, so our automatic service pauses until the hour is over. Shall we bring in a colleague?
late = Sorry, your message reached us late.
which-one = Which one would you like?
automatic = You are talking to our automatic service. Send "agent" to reach a person at any time.
handoff-closed = Our team answers again { $opens }. Your request is in the queue.
hours-always = at any time
