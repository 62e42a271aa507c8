package fakegoogle

import (
	"bytes"
	"context"
	"fmt"

	"cloud.google.com/go/iam/apiv1/iampb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// iam is google.iam.v1.IAMPolicy for topics. Roles and members are not looked
// at, and a grant acts at once, which at Google takes a minute.
type iam struct {
	iampb.UnimplementedIAMPolicyServer
	g *Google
}

// newPolicy gives bindings an etag of their own.
func (g *Google) newPolicy(bindings []*iampb.Binding) *iampb.Policy {
	g.pubsub.etags++
	return &iampb.Policy{Version: 1, Bindings: bindings, Etag: fmt.Appendf(nil, "etag-%d", g.pubsub.etags)}
}

func (s iam) GetIamPolicy(ctx context.Context, req *iampb.GetIamPolicyRequest) (*iampb.Policy, error) {
	return unary(ctx, s.g, "IAMPolicy.GetIamPolicy", req.GetResource(), func() (*iampb.Policy, error) {
		if t := s.g.pubsub.topics[req.GetResource()]; t != nil {
			return t.policy, nil
		}
		return nil, noResource(req.GetResource())
	})
}

// SetIamPolicy replaces a policy. With an etag that is not the current one it
// is Aborted; without any it overwrites blindly, as at Google.
func (s iam) SetIamPolicy(ctx context.Context, req *iampb.SetIamPolicyRequest) (*iampb.Policy, error) {
	return unary(ctx, s.g, "IAMPolicy.SetIamPolicy", req.GetResource(), func() (*iampb.Policy, error) {
		t := s.g.pubsub.topics[req.GetResource()]
		if t == nil {
			return nil, noResource(req.GetResource())
		}
		if etag := req.GetPolicy().GetEtag(); len(etag) > 0 && !bytes.Equal(etag, t.policy.Etag) {
			return nil, status.Error(codes.Aborted, "There were concurrent policy changes. "+
				"Please retry the whole read-modify-write with exponential backoff.")
		}
		policy := s.g.newPolicy(nil)
		policy.Version = max(1, req.GetPolicy().GetVersion())
		for _, b := range req.GetPolicy().GetBindings() {
			policy.Bindings = append(policy.Bindings, proto.CloneOf(b))
		}
		t.policy = policy
		return policy, nil
	})
}
