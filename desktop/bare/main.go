// Command bare is the least that can tell of new mail: on each push one
// history.list, one messages.get and one Notify, over connections that stay
// open. It remembers nothing, retries nothing and trusts what it reads. What
// lettertray takes longer than this is lettertray's own.
//
// It reads an access token from standard input and never ends by itself.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log"
	"net/mail"
	"os"
	"strings"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"github.com/godbus/dbus/v5"
	"google.golang.org/api/gmail/v1"
)

func main() {
	log.SetPrefix("bare: ")
	log.SetFlags(0)
	gmailURL := flag.String("gmail", "", "base URL of Gmail")
	address := flag.String("pubsub", "", "host and port of Pub/Sub")
	topic := flag.String("topic", "", "full name of a topic that Gmail may publish to")
	subscription := flag.String("subscription", "", "full name of a subscription to it")
	flag.Parse()
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil {
		log.Fatal("reading the token: ", err)
	}
	token := strings.TrimSpace(line)

	ctx := context.Background()
	mailbox, err := openMailbox(ctx, *gmailURL, token)
	if err != nil {
		log.Fatal(err)
	}
	pushes, err := subscribe(ctx, *address, *subscription, token)
	if err != nil {
		log.Fatal(err)
	}
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		log.Fatal("connecting to the bus: ", err)
	}
	notes := bus.Object("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
	log.Fatal(run(ctx, mailbox, *topic, pushes, notes))
}

// run tells of each letter until something goes wrong.
func run(ctx context.Context, mailbox *gmail.Service, topic string, pushes pubsubpb.Subscriber_StreamingPullClient, notes dbus.BusObject) error {
	watch := &gmail.WatchRequest{TopicName: topic, LabelIds: []string{"INBOX"}, LabelFilterBehavior: "include"}
	watching, err := mailbox.Users.Watch("me", watch).Context(ctx).Do()
	if err != nil {
		return fmt.Errorf("watching: %w", err)
	}
	cursor := watching.HistoryId
	for {
		answer, err := pushes.Recv()
		if err != nil {
			return fmt.Errorf("receiving: %w", err)
		}
		var ack pubsubpb.StreamingPullRequest
		for _, m := range answer.ReceivedMessages {
			ack.AckIds = append(ack.AckIds, m.AckId)
		}
		if err := pushes.Send(&ack); err != nil {
			return fmt.Errorf("acknowledging: %w", err)
		}
		if cursor, err = tell(ctx, mailbox, cursor, notes); err != nil {
			return err
		}
	}
}

// tell shows a notification for each message that came since the cursor, and
// returns the next cursor.
func tell(ctx context.Context, mailbox *gmail.Service, cursor uint64, notes dbus.BusObject) (uint64, error) {
	history, err := mailbox.Users.History.List("me").StartHistoryId(cursor).HistoryTypes("messageAdded").Context(ctx).Do()
	if err != nil {
		return 0, fmt.Errorf("listing history: %w", err)
	}
	for _, record := range history.History {
		for _, added := range record.MessagesAdded {
			m, err := mailbox.Users.Messages.Get("me", added.Message.Id).Format("metadata").MetadataHeaders("From", "Subject").Context(ctx).Do()
			if err != nil {
				return 0, fmt.Errorf("getting a message: %w", err)
			}
			sender, subject := headers(m)
			hints := map[string]dbus.Variant{"desktop-entry": dbus.MakeVariant("bare")}
			call := notes.CallWithContext(ctx, "org.freedesktop.Notifications.Notify", 0, "bare", uint32(0), "", sender, subject, []string{"default", "Open"}, hints, int32(-1))
			if call.Err != nil {
				return 0, fmt.Errorf("notifying: %w", call.Err)
			}
		}
	}
	return history.HistoryId, nil
}

// headers are the sender's name and the subject.
func headers(m *gmail.Message) (sender, subject string) {
	for _, h := range m.Payload.Headers {
		switch h.Name {
		case "From":
			if address, err := mail.ParseAddress(h.Value); err == nil {
				sender = address.Name
			}
		case "Subject":
			subject = h.Value
		}
	}
	return sender, subject
}
