"""The lab's tweet server: GET /tweet answers a new tweet every lab minute."""
