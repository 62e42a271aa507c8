package auth

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/godbus/dbus/v5"

	"lettertray/internal/words"
)

const callLimit = answerLimit

var unusable = words.SecretServiceUnusable

// The Secret Service (freedesktop.org, Secret Service API 0.2).
const (
	secretsName       = "org.freedesktop.secrets"
	secretsPath       = dbus.ObjectPath("/org/freedesktop/secrets")
	loginCollection   = secretsPath + "/collection/login"
	defaultCollection = secretsPath + "/aliases/default"
	secretsInterface  = "org.freedesktop.Secret.Service"
	collectionFace    = "org.freedesktop.Secret.Collection"
	promptFace        = "org.freedesktop.Secret.Prompt"
)

// secretService is the door of the Secret Service. It unlocks before
// go-keyring is called and on a private connection, for three reasons:
// go-keyring takes any signal on the shared connection for the prompt's end,
// that end makes the tray's library deaf to a restarted panel, and nothing of
// go-keyring's ends with a context.
type secretService struct{}

func systemDoor() door { return secretService{} }

// Locked implements door. Its error also keeps go-keyring from being called
// where there is no bus: godbus would start one and leave it behind.
func (secretService) Locked(ctx context.Context) (bool, error) {
	conn, err := connect(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	path, err := collection(ctx, conn)
	if err != nil {
		return false, err
	}
	v, err := property(ctx, conn, path, collectionFace, "Locked")
	if err != nil {
		if _, ok := errors.AsType[dbus.Error](err); ok {
			return false, nil // no such collection: go-keyring's own error says more
		}
		return false, err
	}
	locked, _ := v.Value().(bool)
	return locked, nil
}

// Unlock implements door.
func (secretService) Unlock(ctx context.Context) error {
	conn, err := connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	path, err := collection(ctx, conn)
	if err != nil {
		return err
	}
	var unlocked []dbus.ObjectPath
	var prompt dbus.ObjectPath
	err = conn.Object(secretsName, secretsPath).
		CallWithContext(ctx, secretsInterface+".Unlock", 0, []dbus.ObjectPath{path}).Store(&unlocked, &prompt)
	if err != nil {
		return fmt.Errorf("unlocking: %w", err)
	}
	if prompt == "/" {
		return nil
	}
	return show(ctx, conn, prompt)
}

// show has the service show its prompt, and returns when the person is done.
func show(ctx context.Context, conn *dbus.Conn, prompt dbus.ObjectPath) error {
	signals := make(chan *dbus.Signal, 8)
	conn.Signal(signals)
	err := conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(prompt), dbus.WithMatchInterface(promptFace))
	if err != nil {
		return fmt.Errorf("watching the prompt: %w", err)
	}
	object := conn.Object(secretsName, prompt)
	if err := object.CallWithContext(ctx, promptFace+".Prompt", 0, "").Err; err != nil {
		return fmt.Errorf("showing the prompt: %w", err)
	}
	for {
		select {
		case s, ok := <-signals:
			if !ok {
				return errors.New("showing the prompt: the bus has gone")
			}
			if s.Path != prompt || s.Name != promptFace+".Completed" || len(s.Body) == 0 {
				continue
			}
			if dismissed, _ := s.Body[0].(bool); dismissed {
				return errDismissed
			}
			return nil
		case <-ctx.Done():
			// Nobody waits for this window any more: take it away.
			object.Go(promptFace+".Dismiss", dbus.FlagNoReplyExpected, nil)
			return ctx.Err()
		}
	}
}

// connect opens a private connection to a session bus that is there already.
// It also leaves the bus's address where go-keyring will look for it.
func connect(ctx context.Context) (*dbus.Conn, error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return nil, fmt.Errorf("finding the session bus: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	if err = conn.Auth(nil); err == nil {
		err = conn.Hello()
	}
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("connecting to the session bus: %w", err)
	}
	return conn, nil
}

// collection is the one that go-keyring uses: "login" if it is there, else
// the default.
func collection(ctx context.Context, conn *dbus.Conn) (dbus.ObjectPath, error) {
	v, err := property(ctx, conn, secretsPath, secretsInterface, "Collections")
	if err != nil {
		return "", fmt.Errorf("asking the Secret Service for its collections: %w", err)
	}
	if paths, _ := v.Value().([]dbus.ObjectPath); slices.Contains(paths, loginCollection) {
		return loginCollection, nil
	}
	return defaultCollection, nil
}

func property(ctx context.Context, conn *dbus.Conn, path dbus.ObjectPath, face, name string) (v dbus.Variant, err error) {
	err = conn.Object(secretsName, path).
		CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, face, name).Store(&v)
	return v, err
}
