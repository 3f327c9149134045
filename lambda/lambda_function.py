"""Fetches the tweet of this minute and stores it in S3, as a new object of its own.

Two environment variables say where from and where to (Configuration, Environment variables):

- TWEET_URL: the address of the tweet, such as http://52.213.154.80:5002/tweet
- BUCKET_NAME: the bucket that the tweet is stored in
"""

import json
import os
import uuid

import boto3
import requests

# Seconds to wait for the tweet server. A function may run for 3 seconds unless it is configured
# otherwise: with less than that here, it can still say what went wrong.
TIMEOUT = 2

# made once, when Lambda loads this file, and used again by every later invocation
s3 = boto3.resource("s3")


class ConfigurationError(Exception):
    """An environment variable is missing."""


class TweetServerError(Exception):
    """The tweet server is down, or its answer is not a tweet."""


def lambda_handler(event, context):
    """The function's entry point. The event is not used: a schedule has nothing to say."""
    url = read_variable("TWEET_URL")
    bucket = read_variable("BUCKET_NAME")

    tweet = fetch_tweet(url)
    key = make_key(tweet, context)
    s3.Bucket(bucket).put_object(Key=key, Body=json.dumps(tweet), ContentType="application/json")

    print(f"Stored s3://{bucket}/{key}")
    return {"bucket": bucket, "key": key}


def read_variable(name):
    """The value of an environment variable."""
    value = os.environ.get(name)
    if not value:
        raise ConfigurationError(
            f"The environment variable {name} is not set: add it to the function's configuration."
        )
    return value


def fetch_tweet(url):
    """The tweet at a URL, as a dictionary."""
    try:
        response = requests.get(url, timeout=TIMEOUT)
    except requests.Timeout:
        raise TweetServerError(
            f"No answer from {url} within {TIMEOUT} seconds: "
            "check that the server runs and can be reached from here."
        ) from None
    except requests.ConnectionError as error:
        raise TweetServerError(
            f"Cannot reach {url}: check that the server runs, and the address in TWEET_URL. ({error})"
        ) from None
    except requests.RequestException as error:
        raise TweetServerError(f"Cannot fetch {url}: check the address in TWEET_URL. ({error})") from None

    if response.status_code != 200:
        raise TweetServerError(
            f"{url} answered HTTP {response.status_code} instead of a tweet: "
            f"check the address in TWEET_URL and the server's log. ({response.text[:200]})"
        )
    try:
        tweet = response.json()
    except requests.JSONDecodeError as error:
        raise TweetServerError(
            f"{url} answered something that is not JSON: check what it answers in a browser. ({error})"
        ) from None
    if not isinstance(tweet, dict) or "id" not in tweet:
        raise TweetServerError(
            f"{url} answered JSON, but not a tweet: check the address in TWEET_URL. ({response.text[:200]})"
        )
    return tweet


def make_key(tweet, context):
    """A key that no other invocation uses. A retry has the same request id, and so the same key."""
    request_id = context.aws_request_id if context else uuid.uuid4()
    return f"tweets/{tweet['id']}-{request_id}.json"
