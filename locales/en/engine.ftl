# What the engine says when it asks again or waits for an answer, in every conversation

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
