package pubsub

import (
	"context"
	"fmt"
	"slices"

	"cloud.google.com/go/iam/apiv1/iampb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"lettertray/internal/mail"
)

// Gmail publishes as this account, which needs this role on the topic
// (Gmail API guide, "Push notifications").
const (
	publisher     = "serviceAccount:gmail-api-push@system.gserviceaccount.com"
	publisherRole = "roles/pubsub.publisher"
)

// policyTries is how often to read and write a policy that others write too.
const policyTries = 4

// grant lets Gmail publish to the topic, unless it may already. What else the
// policy holds stays: it is read, added to, and written with its etag. A
// server without policies (Google's emulator) has nothing to grant.
func (s *Subscription) grant(ctx context.Context) error {
	var err error
	for range policyTries {
		var p *iampb.Policy
		p, err = call(ctx, s, s.topics.GetIamPolicy, &iampb.GetIamPolicyRequest{
			Resource: s.topic,
			// Without it the conditions of others' bindings are left out,
			// and would be lost by writing it back.
			Options: &iampb.GetPolicyOptions{RequestedPolicyVersion: 3},
		})
		switch {
		case status.Code(err) == codes.Unimplemented:
			return nil
		case err != nil:
			return fmt.Errorf("reading the topic's policy: %w", as(mail.Temporary, err))
		case mayPublish(p):
			return nil
		}
		allow(p)
		_, err = call(ctx, s, s.topics.SetIamPolicy, &iampb.SetIamPolicyRequest{Resource: s.topic, Policy: p})
		if status.Code(err) != codes.Aborted {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("letting Gmail publish to the topic: %w", as(mail.Temporary, err))
	}
	s.log.Info("Gmail may now publish to the topic", "topic", s.topic)
	return nil
}

// mayPublish reports whether the policy lets Gmail publish on no condition.
func mayPublish(p *iampb.Policy) bool {
	return slices.ContainsFunc(p.GetBindings(), func(b *iampb.Binding) bool {
		return isPublishers(b) && slices.Contains(b.GetMembers(), publisher)
	})
}

// allow adds Gmail to those who may publish.
func allow(p *iampb.Policy) {
	if i := slices.IndexFunc(p.GetBindings(), isPublishers); i >= 0 {
		b := p.Bindings[i]
		b.Members = append(b.Members, publisher)
		return
	}
	p.Bindings = append(p.Bindings, &iampb.Binding{Role: publisherRole, Members: []string{publisher}})
}

// isPublishers reports whether the binding lets its members publish on no condition.
func isPublishers(b *iampb.Binding) bool {
	return b.GetRole() == publisherRole && b.GetCondition() == nil
}
