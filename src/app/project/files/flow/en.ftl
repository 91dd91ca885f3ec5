# __id__

# Phrases that begin this flow: "+" joins two words anywhere, "*" completes a word, "=" is the whole message
__key__-triggers = __phrase__
__key__-ask = What is it about? One sentence is enough.
__key__-noted = Noted: { $topic }
__key__-more = Shall we bring in a colleague?
