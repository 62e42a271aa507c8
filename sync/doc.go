// Package sync keeps a desktop up to date with one mailbox. Import it as
// mailsync.
//
// An [Engine] holds a durable cursor into the mailbox's history. Whatever
// suggests that it may be worth looking (a push, a timer, the computer waking
// up, the person) is a hint that carries nothing but, at most, a mark to reach;
// the engine then reads history from its cursor and makes the desktop agree
// with it. So a lost, late or doubled push costs time, never mail.
//
// The goroutine in [Engine.Run] alone reads and moves the cursor and all other
// state, so there is nothing to lock here. Others call [Engine.Poke],
// [Engine.Pause] and [Engine.Resume], which never block.
//
// Mail is told before it is written down as told: after a crash between the two
// the person hears twice, never not at all.
package sync
