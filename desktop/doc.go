// Package desktop drives the built program on a real desktop in a box: an X
// server without a screen, a private bus, a panel, a notification server, a
// keyring and a browser, all of them Debian's own programs. It is tests alone:
// the story of one person (TestDesktop), of several accounts
// (TestSeveralAccounts), of a desktop without a tray (TestWithoutATray), what
// people expect of any program there (TestCitizen, TestCompletion), what they see
// and the README shows (TestPictures), what the program costs (TestCosts, TestSize), and what it
// owes to its person when it is killed (TestKills), watched (TestSecrets) or
// played a trick on.
//
// A desktop is made of other people's processes. Where one of them sends a
// signal the tests wait for it; elsewhere they ask again until a deadline.
package desktop
