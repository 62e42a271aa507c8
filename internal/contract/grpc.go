package contract

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// overREST are the methods of the document by their names over gRPC. A
// StreamingPull, which REST lacks, is held against what it stands for.
var overREST = map[string]string{
	"/google.pubsub.v1.Publisher/CreateTopic":         "pubsub.projects.topics.create",
	"/google.pubsub.v1.Subscriber/CreateSubscription": "pubsub.projects.subscriptions.create",
	"/google.pubsub.v1.Subscriber/GetSubscription":    "pubsub.projects.subscriptions.get",
	"/google.pubsub.v1.Subscriber/DeleteSubscription": "pubsub.projects.subscriptions.delete",
	"/google.pubsub.v1.Subscriber/StreamingPull":      "pubsub.projects.subscriptions.pull",
	"/google.iam.v1.IAMPolicy/GetIamPolicy":           "pubsub.projects.topics.getIamPolicy",
	"/google.iam.v1.IAMPolicy/SetIamPolicy":           "pubsub.projects.topics.setIamPolicy",
}

// ServerOptions have a gRPC server hold the calls of Pub/Sub's API, and its
// answers to them, against the document as if they came over REST. Scopes are
// those of the access token. Report may be called by several goroutines at once.
func ServerOptions(d *Document, scopes []string, report func(error)) []grpc.ServerOption {
	s := server{d, scopes, report}
	return []grpc.ServerOption{grpc.UnaryInterceptor(s.unary), grpc.StreamInterceptor(s.stream)}
}

type server struct {
	doc    *Document
	scopes []string
	report func(error)
}

// hold runs a check of one message.
func (s server) hold(full string, asking bool, run func(*check)) {
	m := s.doc.methods[overREST[full]]
	if m == nil {
		s.report(fmt.Errorf("the document knows no %s", full))
		return
	}
	c := &check{doc: s.doc, method: m, scopes: s.scopes, asking: asking}
	run(c)
	for _, fault := range c.faults {
		s.report(fault)
	}
}

func (s server) unary(ctx context.Context, asked any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	s.hold(info.FullMethod, true, func(c *check) { c.call(c.fields(asked)) })
	answer, err := handle(ctx, asked)
	if err == nil {
		s.hold(info.FullMethod, false, func(c *check) { c.value("answer", c.method.Response, c.fields(answer)) })
	}
	return answer, err
}

// fields gives a message as the JSON that REST would carry.
func (c *check) fields(message any) map[string]any {
	text, err := protojson.Marshal(message.(proto.Message))
	if err != nil {
		c.wrong("%w", err)
		return nil
	}
	v, err := decode(string(text))
	if err != nil {
		c.wrong("%w", err)
	}
	fields, _ := v.(map[string]any)
	return fields
}

// call holds a request against the document: what the path has, and the rest,
// which is the body where there is one and the query elsewhere.
func (c *check) call(fields map[string]any) {
	c.permitted()
	held := make(map[string]string)
	for name, p := range c.method.Parameters {
		if p.Location == "path" {
			held[name], _ = fields[name].(string)
			if request := c.method.Request; request == nil || c.doc.schemas[request.Ref].Properties[name] == nil {
				delete(fields, name)
			}
		}
	}
	c.path(held)
	if c.method.Request != nil {
		c.value("body", c.method.Request, fields)
		return
	}
	query := make(url.Values)
	flatten(query, "", fields)
	c.query(query)
}

// flatten writes fields as a query, such as options.requestedPolicyVersion=3.
func flatten(query url.Values, prefix string, v any) {
	if object, ok := v.(map[string]any); ok {
		for name, below := range object {
			if prefix != "" {
				name = prefix + "." + name
			}
			flatten(query, name, below)
		}
		return
	}
	query.Add(prefix, fmt.Sprint(v))
}

func (s server) stream(srv any, wire grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
	return handle(srv, stream{wire, s, info.FullMethod})
}

// A stream is a StreamingPull that is looked at.
type stream struct {
	grpc.ServerStream
	server server
	full   string
}

// RecvMsg holds a stream's first request against the document; those after it
// only acknowledge.
func (s stream) RecvMsg(m any) error {
	err := s.ServerStream.RecvMsg(m)
	asked, ok := m.(*pubsubpb.StreamingPullRequest)
	if err != nil || !ok || asked.GetSubscription() == "" {
		return err
	}
	s.server.hold(s.full, true, func(c *check) {
		c.permitted()
		c.path(map[string]string{"subscription": asked.GetSubscription()})
		deadline := c.doc.schemas["Subscription"].Properties["ackDeadlineSeconds"]
		c.value("streamAckDeadlineSeconds", deadline, json.Number(fmt.Sprint(asked.GetStreamAckDeadlineSeconds())))
	})
	return nil
}

func (s stream) SendMsg(m any) error {
	s.server.hold(s.full, false, func(c *check) { c.value("answer", c.method.Response, c.fields(m)) })
	return s.ServerStream.SendMsg(m)
}
