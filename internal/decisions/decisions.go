// Package decisions keeps, for a week, why each message was told or not: its id
// and the rule that decided, and nothing of what the message says.
package decisions

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// keptFor is how long a decision can be asked for.
const keptFor = 7 * 24 * time.Hour

// A Log is a folder with one file for each day, readable by its owner alone.
// It belongs to one goroutine at a time. The zero value keeps nothing.
type Log struct {
	Dir  string
	Now  func() time.Time
	day  string   // of file
	file *os.File // nil before the first note
}

// Note writes down what was decided about a message.
func (l *Log) Note(id, rule string) error {
	if l.Dir == "" {
		return nil
	}
	now := l.Now().UTC()
	if day := now.Format(time.DateOnly); day != l.day || l.file == nil {
		if err := l.turn(day, now); err != nil {
			return fmt.Errorf("noting a decision: %w", err)
		}
	}
	_, err := fmt.Fprintf(l.file, "%s %s %s\n", now.Format(time.RFC3339), clean(id), rule)
	return err
}

// turn opens the day's file and deletes those that are too old.
func (l *Log) turn(day string, now time.Time) error {
	l.Close()
	// What is not an ordinary file was planted.
	path := filepath.Join(l.Dir, prefix+day+suffix)
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		os.Remove(path)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	l.day, l.file = day, file
	for _, old := range days(l.Dir) {
		if old < now.Add(-keptFor).Format(time.DateOnly) {
			os.Remove(filepath.Join(l.Dir, prefix+old+suffix))
		}
	}
	return nil
}

// Close ends the writing. The log may be written again.
func (l *Log) Close() error {
	if l.file == nil {
		return nil
	}
	err := l.file.Close()
	l.file = nil
	return err
}

// A Decision is what was decided about a message, and when.
type Decision struct {
	At   time.Time
	Rule string
}

// Find returns the decisions about a message in the folder, oldest first.
func Find(dir, id string) (found []Decision, err error) {
	id = clean(id)
	for _, day := range days(dir) {
		file, err := os.Open(filepath.Join(dir, prefix+day+suffix))
		if errors.Is(err, fs.ErrNotExist) {
			continue // its week ended just now
		}
		if err != nil {
			return nil, fmt.Errorf("reading the decisions: %w", err)
		}
		scan := bufio.NewScanner(file)
		for scan.Scan() {
			when, rest, _ := strings.Cut(scan.Text(), " ")
			about, rule, whole := strings.Cut(rest, " ")
			if at, err := time.Parse(time.RFC3339, when); err == nil && whole && about == id {
				found = append(found, Decision{at, rule})
			}
		}
		file.Close()
		if err := scan.Err(); err != nil {
			return nil, fmt.Errorf("reading the decisions: %w", err)
		}
	}
	return found, nil
}

const prefix, suffix = "decisions-", ".log"

// days lists the days that have a file, oldest first.
func days(dir string) (days []string) {
	files, _ := filepath.Glob(filepath.Join(dir, prefix+"*"+suffix))
	for _, f := range files {
		days = append(days, strings.TrimSuffix(strings.TrimPrefix(filepath.Base(f), prefix), suffix))
	}
	return days
}

// clean keeps an id on its line: Gmail's are hexadecimal, but they come from
// outside.
func clean(id string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '?'
		}
		return r
	}, id[:min(len(id), 64)])
}
