# The same work with the bytes of every client, whatever TERM says: the pictures are the same.
size 80x24
dialect xterm
env TERM=linux
env HOCTAP_DB=$DIR/xterm
play keys.part
dialect putty
env TERM=xterm-256color
env HOCTAP_DB=$DIR/putty
play keys.part
dialect vt100
env TERM=putty
env HOCTAP_DB=$DIR/vt100
play keys.part
dialect rxvt
env TERM=vt100
env HOCTAP_DB=$DIR/rxvt
play keys.part
dialect linux
env TERM=xterm
env HOCTAP_DB=$DIR/linux
play keys.part
# Esc and a digit in place of every function key
dialect twins
env TERM=dumb
env HOCTAP_DB=$DIR/twins
play keys.part
