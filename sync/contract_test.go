package sync_test

import (
	"net/http"
	"testing"

	"google.golang.org/grpc"

	"lettertray/auth"
	"lettertray/internal/contract"
	"lettertray/internal/fakegoogle"
)

// scopes are what the app asks for at the level that it has by default.
var scopes = []string{auth.Headers.Scope(), auth.PubSubScope}

// inspected is a way to Gmail on which Google's discovery document is held
// against what is asked and answered. What it does not allow fails the test.
func inspected(t *testing.T, base http.RoundTripper) http.RoundTripper {
	t.Helper()
	document, err := contract.Gmail()
	if err != nil {
		t.Fatal(err)
	}
	return &contract.Inspector{
		Document: document, Scopes: scopes, Base: base,
		Spared: func(r *http.Response) bool { return r.Header.Get(fakegoogle.BrokenHeader) != "" },
		Report: func(fault error) { t.Error(fault) },
	}
}

// inspecting has a Pub/Sub server do the same.
func inspecting(t *testing.T) []grpc.ServerOption {
	t.Helper()
	document, err := contract.PubSub()
	if err != nil {
		t.Fatal(err)
	}
	return contract.ServerOptions(document, scopes, func(fault error) { t.Error(fault) })
}
